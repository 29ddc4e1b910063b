//! The rulebook: what the regulations say, as dated data with citations.
//!
//! It is one TOML document, embedded in the program and replaceable at start. Decisions read their figures from
//! [`Rulebook::limit`], [`Rulebook::number`], [`Rulebook::ratio`] and [`Rulebook::flag`] and name what they rest on through [`Rulebook::cite`].

mod check;
mod citation;
mod code_lists;
mod instrument;
mod obligation;
mod parameter;

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Deserialize;
use yingshang_calendar::Limit;

pub use check::{RulebookError, RulebookFault};
pub use citation::BasisRef;
pub use code_lists::{code_list, code_lists};
pub use instrument::{Instrument, InstrumentStatus, InstrumentView, Renewal};
pub use obligation::{Obligation, ObligationKind, ObligationView};
pub use parameter::{Parameter, ParameterValue};

/// The instruments, their obligations and the parameters, checked and indexed.
#[derive(Debug, Clone)]
pub struct Rulebook {
    document: Document,
    instrument_places: HashMap<String, usize>,
    obligation_places: HashMap<String, usize>,
    parameter_places: HashMap<String, usize>,
}

/// The TOML document as it is written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    instruments: Vec<Instrument>,
    obligations: Vec<Obligation>,
    parameters: Vec<Parameter>,
}

impl Rulebook {
    /// The rulebook that comes with the program.
    pub fn embedded() -> Self {
        Self::parse(Self::EMBEDDED).expect("the embedded rulebook is checked by a test")
    }

    /// Text of the embedded rulebook, as a start for an installation's own.
    pub const EMBEDDED: &'static str = include_str!("../data/rulebook.toml");

    /// Reads and checks a rulebook. Every fault of the content is reported, not only the first.
    pub fn parse(text: &str) -> Result<Self, RulebookError> {
        let document: Document = toml::from_str(text).map_err(|error| RulebookError::Syntax(error.to_string()))?;
        let faults = check::faults(&document);
        if !faults.is_empty() {
            return Err(RulebookError::Content(faults));
        }
        let places = |keys: Vec<&String>| keys.into_iter().cloned().zip(0..).collect();
        Ok(Self {
            instrument_places: places(document.instruments.iter().map(|item| &item.id).collect()),
            obligation_places: places(document.obligations.iter().map(|item| &item.id).collect()),
            parameter_places: places(document.parameters.iter().map(|item| &item.key).collect()),
            document,
        })
    }

    /// The same rulebook with a renewal or a replacement recorded for one instrument; `None` for an unknown id.
    #[must_use]
    pub fn renewed(&self, instrument_id: &str, renewal: Renewal) -> Option<Self> {
        let mut next = self.clone();
        let place = *next.instrument_places.get(instrument_id)?;
        let instrument = &mut next.document.instruments[place];
        instrument.renewed_until = renewal.renewed_until;
        instrument.successor = renewal.successor;
        instrument.renewal_document = Some(renewal.document);
        Some(next)
    }

    /// All instruments, in the order of their publication.
    pub fn instruments(&self) -> &[Instrument] {
        &self.document.instruments
    }

    /// All obligations, in the order of the text.
    pub fn obligations(&self) -> &[Obligation] {
        &self.document.obligations
    }

    /// All parameters.
    pub fn parameters(&self) -> &[Parameter] {
        &self.document.parameters
    }

    /// The instrument with this id, such as `TS`.
    pub fn instrument(&self, id: &str) -> Option<&Instrument> {
        self.instrument_places.get(id).map(|place| &self.document.instruments[*place])
    }

    /// The obligation with this id, such as `TS-11.2a`.
    pub fn obligation(&self, id: &str) -> Option<&Obligation> {
        self.obligation_places.get(id).map(|place| &self.document.obligations[*place])
    }

    /// The parameter with this key, such as `complaint.assignment`.
    pub fn parameter(&self, key: &str) -> Option<&Parameter> {
        self.parameter_places.get(key).map(|place| &self.document.parameters[*place])
    }

    /// Whether an instrument is in force on a day at +08:00; `None` for an unknown id.
    pub fn instrument_status(&self, id: &str, on: NaiveDate) -> Option<InstrumentStatus> {
        self.instrument(id).map(|instrument| instrument.status(on))
    }

    /// The instruments with their status on a day.
    pub fn instruments_on(&self, on: NaiveDate) -> Vec<InstrumentView> {
        self.instruments().iter().map(|instrument| instrument.view(on)).collect()
    }

    /// The obligations with the status of their instrument on a day.
    pub fn obligations_on(&self, on: NaiveDate) -> Vec<ObligationView> {
        self.obligations().iter().map(|obligation| obligation.view(self.instrument_of(obligation), on)).collect()
    }

    /// The citation people read, such as 《…》第十一条第2项; `None` for an unknown id.
    pub fn article_of(&self, id: &str) -> Option<String> {
        self.obligation(id).map(|obligation| obligation.citation(self.instrument_of(obligation)))
    }

    /// What a result rests on, with a note where the instrument is not in force on the day of the result.
    ///
    /// # Panics
    /// If an id is not in the rulebook. Ids are written in the code and [`parse`](Self::parse) refuses a rulebook without them.
    pub fn cite(&self, ids: &[&str], on: NaiveDate) -> Vec<BasisRef> {
        let cite_one = |id: &&str| {
            let obligation = self.obligation(id).unwrap_or_else(|| panic!("obligation {id} is not in the rulebook"));
            BasisRef::new(obligation, self.instrument_of(obligation), on)
        };
        ids.iter().map(cite_one).collect()
    }

    /// A time limit.
    ///
    /// # Panics
    /// If the key is not a limit that [`parse`](Self::parse) requires.
    pub fn limit(&self, key: &str) -> Limit {
        match self.value(key) {
            ParameterValue::Limit(limit) => *limit,
            other => panic!("parameter {key} is a {}, not a limit", other.kind()),
        }
    }

    /// A whole number, such as a count.
    ///
    /// # Panics
    /// If the key is not a number that [`parse`](Self::parse) requires.
    pub fn number(&self, key: &str) -> i64 {
        match self.value(key) {
            ParameterValue::Number(number) => *number,
            other => panic!("parameter {key} is a {}, not a number", other.kind()),
        }
    }

    /// A share between 0 and 1.
    ///
    /// # Panics
    /// If the key is not a ratio that [`parse`](Self::parse) requires.
    pub fn ratio(&self, key: &str) -> f64 {
        match self.value(key) {
            ParameterValue::Ratio(ratio) => *ratio,
            other => panic!("parameter {key} is a {}, not a ratio", other.kind()),
        }
    }

    /// A yes or no.
    ///
    /// # Panics
    /// If the key is not a flag that [`parse`](Self::parse) requires.
    pub fn flag(&self, key: &str) -> bool {
        match self.value(key) {
            ParameterValue::Flag(flag) => *flag,
            other => panic!("parameter {key} is a {}, not a flag", other.kind()),
        }
    }

    fn value(&self, key: &str) -> &ParameterValue {
        let parameter = self.parameter(key).unwrap_or_else(|| panic!("parameter {key} is not in the rulebook"));
        &parameter.value
    }

    fn instrument_of(&self, obligation: &Obligation) -> &Instrument {
        self.instrument(&obligation.instrument).expect("parse refuses an obligation without its instrument")
    }
}
