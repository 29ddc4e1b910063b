//! What the texts say. One file for each kind of case; here what they share.
//!
//! A text says 你（单位）, because whom it is addressed to is sealed and only filled in when it is read.

mod application;
mod assessment;
mod commitment;
mod complaint;
mod notice;
mod refusal;

use std::sync::Arc;

use chrono::NaiveDate;
use yingshang_calendar::Limit;
use yingshang_documents::{Block, Document, chinese_date};
use yingshang_rules::deadline::DeadlineKind;
use yingshang_rules::document::DocumentKind;
use yingshang_rules::rulebook::Rulebook;
use yingshang_rules::service_item::ItemVersion;
use yingshang_store::deadline::{self, DeadlineRow};
use yingshang_store::unit::{self, UnitRow};

use super::Source;
use crate::error::AppError;
use crate::tx::{Subject, Tx};

/// Label of the row of a form that holds the name of the applicant. It is empty until the text is read.
pub(super) const APPLICANT: &str = "申请人";

/// What every text needs to know beside the case.
struct Desk {
    /// Name of the bureau.
    bureau: String,
    /// Complaint hotline.
    hotline: Option<String>,
    /// The unit that answers questions about the case.
    unit: Option<UnitRow>,
    /// Clocks of the case, as the decision left them.
    clocks: Vec<DeadlineRow>,
    /// The law.
    rulebook: Arc<Rulebook>,
    /// Day of issue.
    on: NaiveDate,
}

/// Writes the text of `kind` from the case as the decision left it, without its number.
pub(super) fn write(
    tx: &mut Tx<'_>,
    subject: Subject<'_>,
    source: Source<'_>,
    item: Option<&ItemVersion>,
    kind: DocumentKind,
) -> Result<Document, AppError> {
    let desk = Desk::of(tx, subject, source)?;
    match source {
        Source::Complaint(file) => complaint::text(&desk, kind, file),
        Source::Application(file) => application::text(&desk, kind, file, item),
        Source::Notice(file) => notice::text(tx, &desk, kind, file, item),
        Source::Commitment(file) => commitment::text(tx, &desk, kind, file),
        Source::Refusal(file) => refusal::text(tx, &desk, kind, file, item),
        Source::Assessment(file) => assessment::text(tx, &desk, kind, file),
        Source::None => Err(lacks(kind, "a case that issues texts")),
    }
}

/// A decision asked for a text that its case does not hold the facts for.
fn lacks(kind: DocumentKind, what: &str) -> AppError {
    AppError::internal(format!("{} without {what}", kind.code()))
}

impl Desk {
    fn of(tx: &mut Tx<'_>, subject: Subject<'_>, source: Source<'_>) -> Result<Self, AppError> {
        let acting = tx.caller.principal().and_then(|principal| principal.staff.unit_id.clone());
        let unit_id = match source {
            Source::Complaint(_) | Source::None => acting,
            Source::Application(file) => Some(file.unit_id.clone()),
            Source::Notice(file) => file.unit_id.clone().or(acting),
            Source::Commitment(file) => Some(file.unit_id.clone()),
            Source::Refusal(file) => Some(file.unit_id.clone()),
            Source::Assessment(file) => Some(file.unit_id.clone()),
        };
        let unit = unit_id.map(|id| unit::get(tx.conn, &id)).transpose()?.flatten();
        Ok(Self {
            bureau: tx.app.settings.bureau_name.clone(),
            hotline: tx.app.settings.complaint_hotline.clone(),
            unit,
            clocks: deadline::all_for(tx.conn, subject.kind, subject.id)?,
            rulebook: tx.app.rulebook(),
            on: tx.now.date(),
        })
    }

    /// A text of this kind by the bureau, sealed, with nothing in it yet.
    fn blank(&self, kind: DocumentKind) -> Document {
        Document {
            kind: kind.code().to_owned(),
            title: kind.label().to_owned(),
            issuer: Some(self.bureau.clone()),
            number: None,
            addressee: None,
            issued_on: self.on,
            blocks: Vec::new(),
            closing: None,
            seal: true,
            signatures: Vec::new(),
            basis: Vec::new(),
            copies: Vec::new(),
        }
    }

    /// Last day of the running clock of a kind; `None` where there is none, or its end lies beyond the published calendar.
    fn due(&self, kind: DeadlineKind) -> Option<NaiveDate> {
        let running = |row: &&DeadlineRow| row.kind == kind.code() && row.closed_at.is_none();
        self.clocks.iter().rev().find(running).and_then(|row| row.due_on)
    }

    /// The articles, those of one instrument together; an instrument that is not in force says so (TS-26.1).
    fn cite(&self, ids: &[&str]) -> Vec<String> {
        let mut cited: Vec<(String, Vec<String>, Option<String>)> = Vec::new();
        for basis in self.rulebook.cite(ids, self.on) {
            let (instrument, article) = basis.article.split_once('》').unwrap_or((&basis.article, ""));
            let article = article.to_owned();
            match cited.iter_mut().find(|(known, ..)| known == instrument) {
                Some((_, articles, _)) if articles.contains(&article) => {}
                Some((_, articles, _)) => articles.push(article),
                None => cited.push((instrument.to_owned(), vec![article], basis.note)),
            }
        }
        let line = |(instrument, articles, note): (String, Vec<String>, Option<String>)| {
            let note = note.map(|note| format!("（{note}）")).unwrap_or_default();
            format!("{instrument}》{}{note}", articles.join("、"))
        };
        cited.into_iter().map(line).collect()
    }

    /// Whom to ask; the hotline where nothing nearer is known.
    fn contact(&self, item: Option<&ItemVersion>) -> Block {
        let guide = item.and_then(|item| item.guide.as_ref());
        let unit = self.unit.as_ref();
        let phone = guide.map(|guide| &guide.phone).or(unit.and_then(|unit| unit.phone.as_ref()));
        // The number first, where no line breaks it.
        let phone = phone.or(self.hotline.as_ref()).map(|phone| format!("咨询电话：{phone}"));
        let unit = format!("联系单位：{}", unit.map_or(&self.bureau, |unit| &unit.name));
        let place = guide.map(|guide| format!("地点：{}", guide.place));
        let parts: Vec<String> = phone.into_iter().chain([unit]).chain(place).collect();
        Block::paragraph(format!("{}。", parts.join("；")))
    }
}

/// 一、二、三 before the headings, in the order they are added.
#[derive(Default)]
struct Sections {
    blocks: Vec<Block>,
    count: usize,
}

impl Sections {
    /// Begins with what stands before the first heading.
    fn after(opening: impl Into<String>) -> Self {
        Self { blocks: vec![Block::paragraph(opening)], count: 0 }
    }

    /// A heading with what stands below it.
    fn section(mut self, title: &str, below: impl IntoIterator<Item = Block>) -> Self {
        const ORDINALS: [&str; 9] = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];
        self.blocks.push(Block::heading(format!("{}、{title}", ORDINALS[self.count.min(ORDINALS.len() - 1)])));
        self.blocks.extend(below);
        self.count += 1;
        self
    }

    /// Something more below the last heading.
    fn and(mut self, block: Block) -> Self {
        self.blocks.push(block);
        self
    }

    /// A section that not every case has.
    fn section_if(self, there_is: bool, title: &str, below: impl IntoIterator<Item = Block>) -> Self {
        if there_is { self.section(title, below) } else { self }
    }
}

/// How long, as people say it: 5个工作日, 当日.
fn in_words(limit: Limit) -> String {
    if limit.n == 0 { "当日".to_owned() } else { format!("{}{}", limit.n, limit.unit.label()) }
}

/// 2026年3月9日前, or `otherwise` where the day is not known.
fn before(day: Option<NaiveDate>, otherwise: &str) -> String {
    day.map_or_else(|| otherwise.to_owned(), |day| format!("{}前", chinese_date(day)))
}

/// A sentence has one full stop, whether its writer set it or not.
fn stopped(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['。', '！', '？', '；']) { text.to_owned() } else { format!("{text}。") }
}
