//! What the contract's schema cannot say of a body: check characters, and fields that depend on each other. The types say it with
//! `validator`; here its findings become faults of the request. `validator` keeps the refused value in its errors: that stays behind.

use std::borrow::Cow;

use validator::{ValidationError, ValidationErrors, ValidationErrorsKind};

use crate::error::FieldError;

/// A finding with its Chinese message.
pub fn finding(code: &'static str, message: impl Into<Cow<'static, str>>) -> ValidationError {
    ValidationError::new(code).with_message(message.into())
}

/// A finding of a check over a whole value, placed at the field that has to change.
pub fn finding_at(field: &'static str, code: &'static str, message: impl Into<Cow<'static, str>>) -> ValidationError {
    let mut finding = finding(code, message);
    finding.add_param(Cow::Borrowed(FIELD), &field);
    finding
}

/// Name of the parameter in which [`finding_at`] keeps the field.
const FIELD: &str = "field";

/// Source system and number there are the key of an import: half of it identifies nothing.
pub(crate) fn pair_is_whole(
    source_system: &Option<String>,
    external_ref: &Option<String>,
) -> Result<(), ValidationError> {
    if source_system.is_some() == external_ref.is_some() {
        return Ok(());
    }
    Err(finding_at("external_ref", "incomplete_pair", "来源系统与来源编号须同时填写。"))
}

/// The faults of one checked value that stands at `place` in the body (a JSON pointer, empty for the whole body), in a fixed order.
pub fn faults(checked: Result<(), ValidationErrors>, place: &str) -> Vec<FieldError> {
    let Err(errors) = checked else { return Vec::new() };
    let mut faults = Vec::new();
    for (field, kind) in errors.errors() {
        let ValidationErrorsKind::Field(findings) = kind else { continue };
        for finding in findings {
            // The check of a whole value is filed under `__all__`.
            let pointer = match finding.params.get(FIELD).and_then(|field| field.as_str()) {
                Some(meant) => format!("{place}/{meant}"),
                None if field == "__all__" => place.to_owned(),
                None => format!("{place}/{field}"),
            };
            faults.push(fault(&pointer, finding));
        }
    }
    faults.sort_by(|a, b| (&a.pointer, &a.code).cmp(&(&b.pointer, &b.code)));
    faults
}

fn fault(pointer: &str, finding: &ValidationError) -> FieldError {
    // Every code is a literal; see `finding`.
    let Cow::Borrowed(code) = finding.code else { return FieldError::new(pointer, "invalid", "不符合要求。") };
    FieldError::new(pointer, code, finding.message.clone().unwrap_or_default())
}
