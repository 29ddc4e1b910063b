//! Names for people: of units, windows, accounts, items and channels.

use yingshang_rules::application::ApplicationChannel;
use yingshang_rules::complaint::ComplaintChannel;
use yingshang_rules::statistics::codes::CountedRecord;
use yingshang_rules::statistics::{Dimension, Indicator};
use yingshang_rules::survey::SurveyKind;
use yingshang_store::{service_item, unit, user, window};

use crate::error::AppError;
use crate::tx::Reader;

/// What a row is called when its records do not say.
pub(super) const NOT_RECORDED: &str = "未登记";

/// The name of a value of a dimension; the value itself, if it has none.
pub(super) fn label(
    read: &mut Reader<'_>,
    indicator: Indicator,
    by: Dimension,
    key: Option<&str>,
) -> Result<String, AppError> {
    let Some(key) = key else { return Ok(NOT_RECORDED.to_owned()) };
    let name = match by {
        Dimension::Unit => unit::get(read.conn, key)?.map(|row| row.name),
        Dimension::Window => window::get(read.conn, key)?.map(|row| row.name),
        Dimension::Handler => user::get(read.conn, key)?.map(|row| row.display_name),
        Dimension::Item => service_item::version_on(read.conn, key, read.now.date())?.map(|row| row.name),
        Dimension::Channel => channel(indicator, key).map(str::to_owned),
        Dimension::Bureau | Dimension::Day | Dimension::Month | Dimension::Quarter | Dimension::Year => None,
    };
    Ok(name.unwrap_or_else(|| key.to_owned()))
}

fn channel(indicator: Indicator, code: &str) -> Option<&'static str> {
    match indicator.definition().counted {
        CountedRecord::Complaint => code.parse::<ComplaintChannel>().ok().map(|channel| channel.label()),
        CountedRecord::SurveyResponse => code.parse::<SurveyKind>().ok().map(|kind| kind.label()),
        _ => code.parse::<ApplicationChannel>().ok().map(|channel| channel.label()),
    }
}
