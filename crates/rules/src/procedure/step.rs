//! One definition for what is asked (a request body) and what is kept of it (a record of the case file).

/// Defines a command body and its record: the record is the body plus an id, the moment and the account that made it.
macro_rules! step {
    (
        $(#[$meta:meta])*
        $body:ident as $request:ident => $record:ident {
            $( $(#[$field_meta:meta])* $field:ident : $type:ty ),* $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
        #[serde(deny_unknown_fields)]
        #[schema(as = $request)]
        pub struct $body { $( $(#[$field_meta])* pub $field: $type, )* }

        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
        pub struct $record {
            /// 记录编号。
            pub id: String,
            /// 记录时间。
            pub recorded_at: yingshang_calendar::Instant,
            /// 记录人账号；投诉举报人、申请人或系统所为时为空。
            pub recorded_by: Option<String>,
            $( $(#[$field_meta])* pub $field: $type, )*
        }

        impl $body {
            /// What the case file keeps of it.
            pub(crate) fn record<F>(self, context: &$crate::procedure::Context<'_, F>) -> $record {
                $record {
                    id: context.new_id.clone(),
                    recorded_at: context.now,
                    recorded_by: context.actor.user_id().map(str::to_owned),
                    $( $field: self.$field, )*
                }
            }
        }
    };
}
pub(crate) use step;
