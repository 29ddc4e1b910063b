//! Telephones: in one written form, sealed under their row, found again by a keyed hash.

use serde::Serialize;
use serde::de::DeserializeOwned;
use yingshang_rules::identifier::Mobile;

use crate::app::App;
use crate::error::AppError;
use crate::seal::{Sealed, SealedFor};
use crate::secret::Purpose;

/// Kind under which a row is sealed.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    Ticket,
    Message,
    Inbound,
}

impl Place {
    fn of(self, id: &str) -> SealedFor<'_> {
        let subject_kind = match self {
            Self::Ticket => "queue_ticket",
            Self::Message => super::KIND,
            Self::Inbound => "inbound_message",
        };
        SealedFor { subject_kind, subject_id: id, revision: 1 }
    }
}

/// A mobile in its one written form; providers write the country code before it.
pub(super) fn mobile(text: &str) -> Option<String> {
    let text = text.trim();
    let national = ["+86", "0086"].iter().find_map(|code| text.strip_prefix(code)).unwrap_or(text);
    let national = if national.len() == 13 { national.strip_prefix("86").unwrap_or(national) } else { national };
    Mobile::parse(national).ok().map(|mobile| mobile.as_str().to_owned())
}

/// The hash by which it is found again.
pub(super) fn hash(app: &App, phone: &str) -> String {
    app.keys.hash.hex(Purpose::Phone, phone)
}

/// Seals a value for the row with this id.
pub(super) fn seal(app: &App, place: Place, id: &str, value: &impl Serialize) -> Result<Sealed, AppError> {
    let plain = serde_json::to_vec(value).map_err(AppError::internal)?;
    app.keys.identity.seal(place.of(id), &plain).map_err(AppError::internal)
}

/// Opens what was sealed for the row with this id.
pub(super) fn open<T: DeserializeOwned>(app: &App, place: Place, id: &str, sealed: &Sealed) -> Result<T, AppError> {
    let plain = app.keys.identity.open(place.of(id), sealed).map_err(AppError::internal)?;
    serde_json::from_slice(&plain).map_err(AppError::internal)
}

#[cfg(test)]
mod tests {
    use super::mobile;

    #[test]
    fn a_mobile_has_one_written_form() {
        for text in ["13900001234", "+8613900001234", "8613900001234", "008613900001234", " 139-0000-1234 "] {
            assert_eq!(mobile(text).as_deref(), Some("13900001234"), "{text}");
        }
        for text in ["10086", "", "1390000123", "024-00000005"] {
            assert_eq!(mobile(text), None, "{text}");
        }
    }
}
