//! Code lists: an ASCII code for programs, a Chinese label for people, one definition for both.
//!
//! [`code_list!`](crate::code_list!) defines an enum whose variants are such pairs. The wire form, the OpenAPI schema, the
//! text form and the table behind `GET /v1/code-lists/{name}` all follow from that one definition.

use std::fmt;

use serde::{Deserializer, Serialize, de};
use thiserror::Error;
use utoipa::ToSchema;
use utoipa::openapi::RefOr;
use utoipa::openapi::extensions::Extensions;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};

/// 代码表
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct CodeList {
    /// 代码表名称，用于路径
    pub name: &'static str,
    /// 代码表标题
    pub title: &'static str,
    /// 代码项，按条文次序
    pub items: &'static [CodeItem],
}

/// 代码项
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct CodeItem {
    /// 代码，固定不变
    pub code: &'static str,
    /// 名称
    pub label: &'static str,
    /// 依据的条目编号
    #[schema(required = true)]
    pub basis: Option<&'static str>,
}

/// What every code list has in common, for code that serves several of them.
pub trait Code: Copy + Eq + 'static {
    /// Every code, in the order of the list.
    const ALL: &'static [Self];

    /// Stable ASCII code.
    fn code(self) -> &'static str;

    /// Chinese label.
    fn label(self) -> &'static str;
}

/// A text that is not a code of the list. It does not carry the text: it may be personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a code of the list {list}")]
pub struct UnknownCode {
    /// Name of the list that was searched.
    pub list: &'static str,
}

impl CodeList {
    /// Place of `code` in [`items`](Self::items).
    pub fn position(&self, code: &str) -> Result<usize, UnknownCode> {
        let found = self.items.iter().position(|item| item.code == code);
        found.ok_or(UnknownCode { list: self.name })
    }

    /// Reads one code from a serde source and answers its place in [`items`](Self::items).
    pub fn deserialize<'de, D: Deserializer<'de>>(&'static self, source: D) -> Result<usize, D::Error> {
        source.deserialize_str(CodeVisitor(self))
    }

    /// OpenAPI schema: a string enum with the labels in the description and in `x-enum-labels`.
    pub fn enum_schema(&self) -> RefOr<Schema> {
        let lines: Vec<String> = self.items.iter().map(|item| format!("`{}` {}", item.code, item.label)).collect();
        let labels = self.items.iter().map(|item| (item.code.to_owned(), item.label.into())).collect();
        let mut extensions = Extensions::default();
        extensions.insert("x-enum-labels".to_owned(), serde_json::Value::Object(labels));
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(format!("{}：{}", self.title, lines.join("；"))))
            .enum_values(Some(self.items.iter().map(|item| item.code)))
            .extensions(Some(extensions))
            .into()
    }
}

struct CodeVisitor(&'static CodeList);

impl de::Visitor<'_> for CodeVisitor {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a code of the list {}", self.0.name)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<usize, E> {
        // serde's own `unknown_variant` would repeat the text.
        self.0.position(text).map_err(|_| {
            let codes: Vec<&str> = self.0.items.iter().map(|item| item.code).collect();
            E::custom(format_args!("unknown variant, expected one of {}", codes.join(", ")))
        })
    }
}

/// Defines an enum as a code list: `Variant = "code" => "中文"`, optionally `@ "obligation id"`.
///
/// The enum gets `ALL`, `CODE_LIST`, `code()`, `label()`, `Display` and `FromStr` (the code), serde as the code, and a
/// `utoipa` schema. List it in [`code_lists`](crate::rulebook::code_lists) so that clients can read it.
///
/// ```
/// yingshang_rules::code_list! {
///     /// How a visitor came.
///     pub enum Transport = "transports", "出行方式" {
///         OnFoot = "on_foot" => "步行",
///         ByBus = "by_bus" => "公交",
///     }
/// }
/// assert_eq!(Transport::ByBus.label(), "公交");
/// assert_eq!("on_foot".parse(), Ok(Transport::OnFoot));
/// ```
#[macro_export]
macro_rules! code_list {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident = $list:literal, $title:literal {
            $( $(#[$variant_meta:meta])* $variant:ident = $code:literal => $label:literal $(@ $basis:literal)? ),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name {
            $( $(#[$variant_meta])* #[doc = $label] $variant, )+
        }

        impl $name {
            /// Every code, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The list as data, with title and labels.
            pub const CODE_LIST: &'static $crate::code_list::CodeList = &$crate::code_list::CodeList {
                name: $list,
                title: $title,
                items: &[$( $crate::code_list::CodeItem {
                    code: $code,
                    label: $label,
                    basis: $crate::code_list!(@basis $($basis)?),
                } ),+],
            };

            /// Stable ASCII code.
            pub const fn code(self) -> &'static str {
                Self::CODE_LIST.items[self as usize].code
            }

            /// Chinese label.
            pub const fn label(self) -> &'static str {
                Self::CODE_LIST.items[self as usize].label
            }

            /// Id of the obligation the code comes from, where it comes from one.
            pub const fn basis(self) -> Option<&'static str> {
                Self::CODE_LIST.items[self as usize].basis
            }
        }

        impl $crate::code_list::Code for $name {
            const ALL: &'static [Self] = $name::ALL;

            fn code(self) -> &'static str {
                $name::code(self)
            }

            fn label(self) -> &'static str {
                $name::label(self)
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.code())
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::code_list::UnknownCode;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::CODE_LIST.position(text).map(|place| Self::ALL[place])
            }
        }

        impl $crate::code_list::reexport::Serialize for $name {
            fn serialize<S: $crate::code_list::reexport::Serializer>(&self, target: S) -> Result<S::Ok, S::Error> {
                target.serialize_str(self.code())
            }
        }

        impl<'de> $crate::code_list::reexport::Deserialize<'de> for $name {
            fn deserialize<D: $crate::code_list::reexport::Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
                Self::CODE_LIST.deserialize(source).map(|place| Self::ALL[place])
            }
        }

        impl $crate::code_list::reexport::PartialSchema for $name {
            fn schema() -> $crate::code_list::reexport::RefOr<$crate::code_list::reexport::Schema> {
                Self::CODE_LIST.enum_schema()
            }
        }

        impl $crate::code_list::reexport::ToSchema for $name {
            fn name() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Borrowed(stringify!($name))
            }
        }
    };
    (@basis) => { None };
    (@basis $basis:literal) => { Some($basis) };
}

/// What the macro's expansion names, so that a crate that uses it needs no dependency of its own.
#[doc(hidden)]
pub mod reexport {
    pub use serde::{Deserialize, Deserializer, Serialize, Serializer};
    pub use utoipa::openapi::RefOr;
    pub use utoipa::openapi::schema::Schema;
    pub use utoipa::{PartialSchema, ToSchema};
}

#[cfg(test)]
mod tests {
    use utoipa::PartialSchema;

    crate::code_list! {
        /// Two codes for the tests below.
        enum Sample = "samples", "样例" {
            First = "first" => "甲" @ "TS-4.1",
            SecondOne = "second_one" => "乙",
        }
    }

    #[test]
    fn code_text_and_wire_form_agree() {
        for item in Sample::ALL {
            assert_eq!(item.to_string(), item.code());
            assert_eq!(item.code().parse(), Ok(*item));
            let wire = serde_json::to_string(item).unwrap();
            assert_eq!(wire, format!("\"{}\"", item.code()));
            assert_eq!(serde_json::from_str::<Sample>(&wire).unwrap(), *item);
        }
        assert_eq!((Sample::First.label(), Sample::SecondOne.label()), ("甲", "乙"));
        assert_eq!((Sample::First.basis(), Sample::SecondOne.basis()), (Some("TS-4.1"), None));
    }

    #[test]
    fn an_unknown_code_is_refused_without_being_repeated() {
        let serde_error = serde_json::from_str::<Sample>("\"13800000000\"").unwrap_err().to_string();
        let parse_error = "13800000000".parse::<Sample>().unwrap_err().to_string();
        assert!(serde_error.starts_with("unknown variant"), "{serde_error}");
        assert!(!serde_error.contains("138") && !parse_error.contains("138"));
        assert!(serde_json::from_str::<Sample>("7").is_err());
    }

    #[test]
    fn the_schema_is_a_string_enum_with_labels() {
        let schema = serde_json::to_value(Sample::schema()).unwrap();
        assert_eq!(schema["type"], "string");
        assert_eq!(schema["enum"], serde_json::json!(["first", "second_one"]));
        assert_eq!(schema["x-enum-labels"], serde_json::json!({"first": "甲", "second_one": "乙"}));
        assert!(schema["description"].as_str().unwrap().contains("甲"));
    }
}
