//! References in the data: `@unit/code`, `@window/code`, `@item/code`, `@staff/name`, `@user/login`, `@case/key`, `@day/3` (working days ago),
//! `@ahead/3` (working days to come), `@moment/3/10:30`.

use std::collections::HashMap;

use serde_json::Value;

use super::bureau::Bureau;
use super::days::WorkedDays;
use crate::error::AppError;

/// What references can point to.
pub(super) struct Names<'a> {
    pub(super) bureau: &'a Bureau,
    pub(super) days: &'a WorkedDays,
    /// Ids of the cases registered so far.
    pub(super) cases: &'a HashMap<String, String>,
}

impl Names<'_> {
    /// The body with every reference replaced by what it points to.
    pub(super) fn resolve(&self, body: &Value) -> Result<Value, AppError> {
        match body {
            Value::String(text) if text.starts_with('@') => {
                let found =
                    self.find(text).ok_or_else(|| AppError::internal(format!("demo data: nothing at {text}")))?;
                Ok(Value::String(found))
            }
            Value::Array(items) => items.iter().map(|item| self.resolve(item)).collect(),
            Value::Object(fields) => {
                let resolve = |(name, value): (&String, &Value)| Ok((name.clone(), self.resolve(value)?));
                fields.iter().map(resolve).collect::<Result<_, AppError>>().map(Value::Object)
            }
            other => Ok(other.clone()),
        }
    }

    fn find(&self, reference: &str) -> Option<String> {
        let (kind, name) = reference.strip_prefix('@')?.split_once('/')?;
        match kind {
            "unit" => self.bureau.units.get(name).cloned(),
            "window" => self.bureau.windows.get(name).cloned(),
            "item" => self.bureau.items.get(name).cloned(),
            "staff" => self.bureau.staff.get(name).cloned(),
            "user" => self.bureau.principals.get(name).map(|principal| principal.staff.user_id.clone()),
            "case" => self.cases.get(name).cloned(),
            "day" => self.days.date(name.parse().ok()?).map(|date| date.to_string()),
            "ahead" => self.days.ahead(name.parse().ok()?).map(|date| date.to_string()),
            "moment" => {
                let (ago, at) = name.split_once('/')?;
                self.days.moment(ago.parse().ok()?, at.parse().ok()?).map(|moment| moment.to_string())
            }
            _ => None,
        }
    }
}
