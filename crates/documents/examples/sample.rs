//! Writes a sample page to standard output: `cargo run -p yingshang-documents --example sample -- notice > notice.html`.
//! Samples: `notice`, `undertaking`, `register`. All names are invented.

use std::io::Write;

use chrono::NaiveDate;
use yingshang_documents::{Block, Document, SignatureLine, html};

fn main() -> std::io::Result<()> {
    let sample = match std::env::args().nth(1).as_deref() {
        Some("undertaking") => undertaking(),
        Some("register") => register(),
        _ => notice(),
    };
    std::io::stdout().write_all(html(&sample).as_bytes())
}

fn blank(kind: &str, title: &str) -> Document {
    Document {
        kind: kind.to_owned(),
        title: title.to_owned(),
        issuer: Some("示例县人力资源和社会保障局".to_owned()),
        number: None,
        addressee: None,
        issued_on: NaiveDate::from_ymd_opt(2026, 11, 24).expect("a date"),
        blocks: Vec::new(),
        closing: None,
        seal: true,
        signatures: Vec::new(),
        basis: Vec::new(),
        copies: Vec::new(),
    }
}

/// One page: every kind of block.
fn notice() -> Document {
    Document {
        number: Some("示人社补〔2026〕12号".to_owned()),
        addressee: Some("示例服务有限公司".to_owned()),
        blocks: vec![
            Block::paragraph(
                "你单位于2026年11月23日提出的人力资源服务许可申请（编号BJ-2026-000012）收悉。经审查，申请材料不齐全，现一次性告知如下。",
            ),
            Block::heading("一、需要补正的材料"),
            Block::table(
                ["序号", "材料名称", "补正要求"],
                [
                    vec!["1".to_owned(), "章程".to_owned(), "缺少，请提交原件或者加盖公章的复印件".to_owned()],
                    vec!["2".to_owned(), "办公场所证明".to_owned(), "租赁合同缺少签字页".to_owned()],
                ],
            ),
            Block::heading("二、注意事项"),
            Block::list([
                "请于2026年12月8日前将上述材料一次补齐，送至政务服务大厅人社窗口。",
                "上述第2项材料可以容缺受理，你单位可以选择告知承诺方式先行办理。",
            ]),
        ],
        closing: Some("特此告知。".to_owned()),
        signatures: vec![SignatureLine::blank("签收人"), SignatureLine::blank("签收日期")],
        basis: vec!["《中华人民共和国行政许可法》第三十二条".to_owned()],
        copies: vec!["示例县行政审批局".to_owned()],
        ..blank("correction_notice", "补正告知书")
    }
}

/// The applicant's own text.
fn undertaking() -> Document {
    Document {
        issuer: None,
        seal: false,
        addressee: Some("示例县人力资源和社会保障局".to_owned()),
        blocks: vec![
            Block::fields([
                ("申请人", "示例服务有限公司"),
                ("事项", "人力资源服务许可"),
                ("办件编号", "BJ-2026-000012"),
            ]),
            Block::paragraph("申请人已收到《承诺告知书》，现就容缺受理作出如下承诺："),
            Block::list(["于2026年12月8日前补齐办公场所证明。", "已经知晓逾期不补齐的后果，愿意承担相应责任。"]),
        ],
        signatures: vec![
            SignatureLine::blank("承诺人（签名或者盖章）"),
            SignatureLine::filled("签名凭据", "QM-2026-000031"),
        ],
        ..blank("commitment_letter", "承诺书")
    }
}

/// Several pages: a form with a very long value, and a table that goes on over the page.
fn register() -> Document {
    let reason = "经审查，申请人提交的材料不能证明其具备法定条件，具体理由如下。".repeat(30);
    let rows = (1..=30).map(|n| {
        vec![
            n.to_string(),
            format!("2026年11月{n}日"),
            "审查意见已经记录，材料与申请表所载内容一致，予以归档。".to_owned(),
        ]
    });
    Document {
        number: Some("示人社否〔2026〕3号".to_owned()),
        blocks: vec![
            Block::fields([
                ("申请人", "示例服务有限公司"),
                ("申请事项", "人力资源服务许可"),
                ("否定理由", reason.as_str()),
                ("分管领导意见", ""),
            ]),
            Block::heading("办理过程"),
            Block::table(["序号", "日期", "内容"], rows),
            Block::paragraph("以上内容属实。\n登记表一式两份，一份存档，一份报送营商环境主管部门备案。"),
        ],
        closing: Some("特此备案。".to_owned()),
        copies: vec!["示例县营商环境建设监督局".to_owned()],
        ..blank("refusal_filing_form", "否定备案登记表")
    }
}
