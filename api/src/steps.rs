//! The pattern of a step: permission, the version read, one body, one command; the case comes back as it stands afterwards.

/// Defines step operations of one kind of case: documentation, name, path, permission, body, command, example.
///
/// `module` is the name the kind has in rules (`Command`) and in app (`step`), `view` what is answered.
macro_rules! steps {
    (
        module: $module:ident, view: $view:ty, tag: $tag:expr, answer: $answer:literal;
        $(
            $(#[$doc:meta])*
            $name:ident: $path:literal, $permit:ident, $body:ident => $command:ident, $example:tt;
        )+
    ) => {
        $(
            $(#[$doc])*
            #[utoipa::path(
                post,
                path = $path,
                tag = $tag,
                request_body(content = $body, example = json!($example)),
                responses((status = 200, description = $answer, body = $view))
            )]
            pub async fn $name(
                permit: crate::gate::Permit<crate::permits::$permit>,
                crate::operation::Path(id): crate::operation::Path<String>,
                if_match: crate::write::IfMatch,
                write: crate::write::Write,
                body: crate::body::Body<$body>,
                app: actix_web::web::Data<yingshang_app::App>,
            ) -> crate::operation::Outcome {
                let caller = crate::gate::Gate::caller(&permit);
                let command = yingshang_rules::$module::Command::$command(body.0);
                write
                    .run(&app, caller, move |tx| {
                        crate::resource::changed(&yingshang_app::$module::step(tx, &id, if_match.0, command)?)
                    })
                    .await
            }
        )+

        pub(super) fn steps() -> Vec<crate::operation::Operation> {
            crate::operations![$($name),+]
        }
    };
}
pub(crate) use steps;
