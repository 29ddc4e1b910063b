//! The printable page of a document.

use maud::{DOCTYPE, Markup, PreEscaped, html as markup};

use crate::chinese_date;
use crate::document::{Block, Document, SignatureLine};

const STYLE: &str = include_str!("page.css");

/// Forbids whatever the page itself does not bring along: it must look the same on an intranet and from a disk, and a text that
/// somebody typed must never run.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// A cell with more characters than this may be split between two pages; shorter ones are kept whole.
const LONG_CELL: usize = 300;

/// A cell no wider than this, in Latin characters, is not wrapped, so that dates stay whole. Four columns of such cells fit the
/// width of the text; a table with more may wrap anything.
const SHORT_CELL: usize = 14;
const COLUMNS_WITH_SHORT_CELLS: usize = 4;

/// The document as one HTML page: print-ready on A4 by the habits of GB/T 9704, without scripts and without outside resources.
/// Every text is escaped.
///
/// The style stands inside the page, so a `Content-Security-Policy` header has to allow inline styles.
pub fn html(document: &Document) -> String {
    let name = match &document.number {
        Some(number) => format!("{} {number}", document.title),
        None => document.title.clone(),
    };
    markup! {
        (DOCTYPE)
        html lang="zh-CN" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (name) }
                style { (PreEscaped(STYLE)) }
            }
            body { (sheet(document)) }
        }
    }
    .into_string()
}

fn sheet(document: &Document) -> Markup {
    markup! {
        main.sheet data-kind=(document.kind) {
            h1 { (document.title) }
            @if let Some(number) = &document.number { p.number { (number) } }
            @if let Some(addressee) = &document.addressee { p.addressee { (addressee) "：" } }
            @for block in &document.blocks { (body_block(block)) }
            @if let Some(closing) = &document.closing { p.closing { (closing) } }
            (sign_off(document))
            (foot(document))
        }
    }
}

fn body_block(block: &Block) -> Markup {
    markup! {
        @match block {
            Block::Paragraph { text } => {
                @for line in text.lines().filter(|line| !line.trim().is_empty()) { p { (line.trim()) } }
            }
            Block::Heading { text } => h2 { (text) },
            Block::List { items } => ol { @for item in items { li { (item) } } },
            Block::Fields { rows } => table.fields {
                @for row in rows {
                    tr class=[is_long(&row.value).then_some("long")] { th scope="row" { (row.label) } td { (row.value) } }
                }
            },
            Block::Table { columns, rows } => (table(columns, rows)),
        }
    }
}

fn table(columns: &[String], rows: &[Vec<String>]) -> Markup {
    let few = columns.len() <= COLUMNS_WITH_SHORT_CELLS;
    markup! {
        table {
            thead { tr { @for column in columns { th scope="col" { (column) } } } }
            tbody {
                @for row in rows {
                    tr class=[row.iter().any(|cell| is_long(cell)).then_some("long")] {
                        @for cell in row { td class=[(few && is_short(cell)).then_some("short")] { (cell) } }
                        @for _ in row.len()..columns.len() { td {} }
                    }
                }
            }
        }
    }
}

fn is_long(cell: &str) -> bool {
    cell.chars().count() > LONG_CELL
}

fn is_short(cell: &str) -> bool {
    let width = |c: char| if c.is_ascii() { 1 } else { 2 };
    cell.chars().map(width).sum::<usize>() <= SHORT_CELL
}

/// Issuer, date and place of the seal, then the lines for signing. Without an issuer it is the signatory's own text, and the
/// date belongs below the signature.
fn sign_off(document: &Document) -> Markup {
    let date = markup! { time datetime=(document.issued_on) { (chinese_date(document.issued_on)) } };
    markup! {
        @if let Some(issuer) = &document.issuer {
            div.issuer.sealed[document.seal] {
                @if document.seal { p.seal { "（印章）" } }
                p { (issuer) }
                p { (date) }
            }
        }
        @if !document.signatures.is_empty() || document.issuer.is_none() {
            div.signatures {
                @for line in &document.signatures { (signature(line)) }
                @if document.issuer.is_none() { p { (date) } }
            }
        }
    }
}

fn signature(line: &SignatureLine) -> Markup {
    markup! {
        p {
            (line.label) "："
            @match &line.value {
                Some(value) => span { (value) },
                None => span.blank {},
            }
        }
    }
}

fn foot(document: &Document) -> Markup {
    markup! {
        @if !document.basis.is_empty() { p.basis { "依据：" (document.basis.join("；")) } }
        @if !document.copies.is_empty() { p.copies { "抄送：" (document.copies.join("，")) "。" } }
    }
}
