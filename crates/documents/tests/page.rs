//! The page of a document: what stands on it, in which order, and that nothing typed by somebody gets out of its text.

use chrono::NaiveDate;
use yingshang_documents::{Block, Document, FieldRow, SignatureLine, html};

/// A document with everything, each text made from its own name by `text`.
fn full(text: impl Fn(&str) -> String) -> Document {
    let row = |label: &str, value: &str| FieldRow { label: text(label), value: text(value) };
    Document {
        kind: text("kind"),
        title: text("title"),
        issuer: Some(text("issuer")),
        number: Some(text("number")),
        addressee: Some(text("addressee")),
        issued_on: NaiveDate::from_ymd_opt(2026, 1, 5).expect("a date"),
        blocks: vec![
            Block::paragraph(text("paragraph")),
            Block::heading(text("heading")),
            Block::list([text("item one"), text("item two")]),
            Block::Fields { rows: vec![row("label one", "value one"), row("label two", "value two")] },
            Block::table([text("column one"), text("column two")], [vec![text("cell one"), text("cell two")]]),
        ],
        closing: Some(text("closing")),
        seal: true,
        signatures: vec![
            SignatureLine::blank(text("signatory")),
            SignatureLine::filled(text("proof"), text("reference")),
        ],
        basis: vec![text("basis one"), text("basis two")],
        copies: vec![text("copy one"), text("copy two")],
    }
}

fn plain() -> Document {
    full(str::to_owned)
}

/// A document with nothing that may be left out.
fn bare() -> Document {
    Document {
        issuer: None,
        number: None,
        addressee: None,
        blocks: Vec::new(),
        closing: None,
        seal: false,
        signatures: Vec::new(),
        basis: Vec::new(),
        copies: Vec::new(),
        ..plain()
    }
}

/// Names of the elements inside the body in order, with their class; panics unless each is closed where it should be.
fn outline(page: &str) -> Vec<String> {
    let (_, body) = page.split_once("<body>").expect("a body");
    let (body, _) = body.split_once("</body>").expect("the end of the body");
    let (mut open, mut seen) = (Vec::new(), Vec::new());
    for tag in body.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').expect("the end of a tag");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "closed in the wrong order");
            continue;
        }
        let name = tag.split(' ').next().expect("a name");
        open.push(name);
        let class = tag.split_once("class=\"").and_then(|(_, rest)| rest.split_once('"')).map(|(class, _)| class);
        seen.push(class.map_or_else(|| name.to_owned(), |class| format!("{name}.{}", class.replace(' ', "."))));
    }
    assert!(open.is_empty(), "left open: {open:?}");
    seen
}

/// What a reader sees of the body, one line for each text.
fn visible(page: &str) -> Vec<String> {
    let (_, body) = page.split_once("<body>").expect("a body");
    let texts = body.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text);
    texts.filter(|text| !text.is_empty()).map(unescaped).collect()
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

#[test]
fn everything_stands_in_its_order() {
    let page = html(&plain());
    let expected = "main.sheet h1 p.number p.addressee p h2 ol li li table.fields tr th td tr th td \
        table thead tr th th tbody tr td.short td.short p.closing div.issuer.sealed p.seal p p time \
        div.signatures p span.blank p span p.basis p.copies";
    assert_eq!(outline(&page).join(" "), expected);
    let expected = "title|number|addressee|：|paragraph|heading|item one|item two|label one|value one|label two|value two|\
        column one|column two|cell one|cell two|closing|（印章）|issuer|2026年1月5日|signatory|：|proof|：|reference|\
        依据：basis one；basis two|抄送：copy one，copy two。";
    assert_eq!(visible(&page).concat(), expected.replace('|', ""));
    assert!(page.starts_with("<!DOCTYPE html><html lang=\"zh-CN\">"));
    assert!(page.contains("<title>title number</title>"));
    assert!(page.contains("<main class=\"sheet\" data-kind=\"kind\">"));
}

#[test]
fn what_is_left_out_leaves_nothing_behind() {
    let page = html(&bare());
    assert_eq!(outline(&page).join(" "), "main.sheet h1 div.signatures p time");
    assert_eq!(visible(&page), ["title", "2026年1月5日"]);
    assert!(page.contains("<title>title</title>"));
}

#[test]
fn a_signatory_without_an_issuer_dates_below_the_signature() {
    let own = Document { signatures: vec![SignatureLine::blank("承诺人")], ..bare() };
    assert_eq!(outline(&html(&own)).join(" "), "main.sheet h1 div.signatures p span.blank p time");
    let unsealed = Document { issuer: Some("机关".to_owned()), ..bare() };
    assert_eq!(outline(&html(&unsealed)).join(" "), "main.sheet h1 div.issuer p p time");
    assert_eq!(visible(&html(&unsealed)), ["title", "机关", "2026年1月5日"]);
}

#[test]
fn hostile_text_stays_text_in_every_field() {
    let attacks = [
        "<script>alert(1)</script>",
        "</style></title></main><img src=x onerror=alert(1)>",
        "\" onload=\"alert(1)",
        "'><b>",
        "<!--",
        "]]>&lt;script&gt;&#60;b&#62;",
    ];
    for attack in attacks {
        let page = html(&full(|name| format!("{name}{attack}")));
        // With more text a cell is no longer a short one; nothing else may change.
        let tags = |page: &str| outline(page).join(" ").replace(".short", "");
        assert_eq!(tags(&page), tags(&html(&plain())), "{attack}");
        let seen = visible(&page).concat();
        for name in [
            "title",
            "number",
            "addressee",
            "paragraph",
            "heading",
            "item two",
            "label one",
            "value two",
            "column one",
            "cell two",
            "closing",
            "issuer",
            "signatory",
            "proof",
            "reference",
            "basis two",
            "copy one",
        ] {
            assert!(seen.contains(&format!("{name}{attack}")), "{name} with {attack}");
        }
        // The head and the only attribute with a text of somebody's.
        let (head, body) = page.split_once("<body>").expect("a body");
        assert_eq!(
            head.matches('<').count(),
            html(&plain()).split_once("<body>").expect("a body").0.matches('<').count()
        );
        let (_, kind) = body.split_once("data-kind=\"").expect("the kind");
        let (kind, _) = kind.split_once('"').expect("the end of the kind");
        assert_eq!(unescaped(kind), format!("kind{attack}"));
    }
}

#[test]
fn the_page_needs_nothing_from_outside() {
    let page = html(&plain());
    for outside in ["http:", "https:", "//", "<script", "<link", "<img", "@import", "url(", "src="] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.contains("default-src 'none'"));
    assert!(page.contains("size: A4"));
    assert!(page.contains("margin: 37mm 26mm 35mm 28mm"));
}

#[test]
fn a_line_break_begins_a_new_paragraph() {
    let page = html(&Document { blocks: vec![Block::paragraph("一\n\n  二  \r\n三\n")], ..bare() });
    assert_eq!(visible(&page)[1..4], ["一", "二", "三"]);
    assert_eq!(outline(&page)[2..5], ["p", "p", "p"]);
}

#[test]
fn cells_that_are_missing_are_blank_and_none_is_lost() {
    let rows = [vec![], vec!["一".to_owned()], ["一", "二", "三"].map(str::to_owned).to_vec()];
    let page = html(&Document { blocks: vec![Block::table(["甲", "乙"], rows)], ..bare() });
    let rows: Vec<usize> = page.split("<tr>").skip(2).map(|row| row.matches("<td").count()).collect();
    assert_eq!(rows, [2, 2, 3]);
    assert_eq!(visible(&page)[1..7], ["甲", "乙", "一", "一", "二", "三"]);
}

#[test]
fn dates_stay_whole_and_only_long_rows_may_be_split() {
    let long = "长".repeat(301);
    let rows = [vec!["2026年11月24日".to_owned(), "八个汉字的内容了".to_owned()], vec![String::new(), long.clone()]];
    let table = html(&Document { blocks: vec![Block::table(["甲", "乙"], rows)], ..bare() });
    assert_eq!(outline(&table)[8..14], ["tr", "td.short", "td", "tr.long", "td.short", "td"]);
    let fields = html(&Document { blocks: vec![Block::fields([("甲", "乙".to_owned()), ("丙", long)])], ..bare() });
    assert_eq!(outline(&fields)[3..9], ["tr", "th", "td", "tr.long", "th", "td"]);
    let wide = html(&Document { blocks: vec![Block::table(["甲"; 5], [vec!["短".to_owned(); 5]])], ..bare() });
    assert!(!outline(&wide).iter().any(|element| element == "td.short"));
}

#[test]
fn frozen_as_json_and_read_again_it_is_the_same() {
    for document in [plain(), bare()] {
        let json = serde_json::to_value(&document).expect("json");
        assert_eq!(serde_json::from_value::<Document>(json).expect("a document"), document);
    }
    let blocks = serde_json::to_value(plain()).expect("json")["blocks"].clone();
    let types: Vec<&str> =
        blocks.as_array().expect("blocks").iter().filter_map(|block| block["type"].as_str()).collect();
    assert_eq!(types, ["paragraph", "heading", "list", "fields", "table"]);
    assert_eq!(blocks[3]["rows"][0], serde_json::json!({"label": "label one", "value": "value one"}));
}
