//! An official text as data.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// 文书：正式文本的内容。制发时固定，以后不因案卷变化而变化。
///
/// It may name people: keep it out of logs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(description = "文书：正式文本的内容。制发时固定，以后不因案卷变化而变化。")]
pub struct Document {
    /// 文书种类代码
    #[schema(example = "acceptance_notice")]
    pub kind: String,
    /// 文书名称，不带书名号
    #[schema(example = "受理通知书")]
    pub title: String,
    /// 制发机关，署名于落款处；由申请人出具的文书（如承诺书）为空
    pub issuer: Option<String>,
    /// 文号；不编号的为空
    #[schema(example = "开人社诉〔2026〕1号")]
    pub number: Option<String>,
    /// 主送对象，不带冒号；登记表等没有主送对象的为空
    pub addressee: Option<String>,
    /// 成文日期（北京时间）
    pub issued_on: NaiveDate,
    /// 正文，按次序
    pub blocks: Vec<Block>,
    /// 结语，如“特此告知。”；没有的为空
    pub closing: Option<String>,
    /// 落款处是否加盖印章
    pub seal: bool,
    /// 签字栏，按次序，在落款之后
    pub signatures: Vec<SignatureLine>,
    /// 依据的条文，印于文末
    pub basis: Vec<String>,
    /// 抄送机关
    pub copies: Vec<String>,
}

/// 正文的一块。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
#[schema(as = DocumentBlock)]
pub enum Block {
    /// 段落；文字中换行即另起一段
    Paragraph {
        /// 文字
        text: String,
    },
    /// 小标题
    Heading {
        /// 文字，序号自带，如“一、缺少的材料”
        text: String,
    },
    /// 编号列举，序号由系统排：1. 2. 3.
    List {
        /// 各项，按次序
        items: Vec<String>,
    },
    /// 两栏的栏目表：左栏名称，右栏内容
    Fields {
        /// 各行，按次序
        rows: Vec<FieldRow>,
    },
    /// 表格
    Table {
        /// 各列名称
        columns: Vec<String>,
        /// 各行；每行的单元格与列一一对应，缺少的视为空白
        rows: Vec<Vec<String>>,
    },
}

/// 栏目表的一行。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = DocumentFieldRow)]
pub struct FieldRow {
    /// 栏目名称
    pub label: String,
    /// 内容；空白供手工填写
    pub value: String,
}

/// 签字栏的一行。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = DocumentSignatureLine)]
pub struct SignatureLine {
    /// 名称，不带冒号
    #[schema(example = "承诺人（签名或者盖章）")]
    pub label: String,
    /// 已签的内容，如签名凭据编号；为空则印一条横线，供手工签写
    pub value: Option<String>,
}

impl Block {
    /// A paragraph; a line break in `text` begins a new one.
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph { text: text.into() }
    }

    /// A heading, its ordinal included.
    pub fn heading(text: impl Into<String>) -> Self {
        Self::Heading { text: text.into() }
    }

    /// A numbered list.
    pub fn list<T: Into<String>>(items: impl IntoIterator<Item = T>) -> Self {
        Self::List { items: items.into_iter().map(Into::into).collect() }
    }

    /// A form of two columns: label and value of each row.
    pub fn fields<L: Into<String>, V: Into<String>>(rows: impl IntoIterator<Item = (L, V)>) -> Self {
        let row = |(label, value): (L, V)| FieldRow { label: label.into(), value: value.into() };
        Self::Fields { rows: rows.into_iter().map(row).collect() }
    }

    /// A table with a line of column names.
    pub fn table<C: Into<String>>(
        columns: impl IntoIterator<Item = C>,
        rows: impl IntoIterator<Item = Vec<String>>,
    ) -> Self {
        Self::Table { columns: columns.into_iter().map(Into::into).collect(), rows: rows.into_iter().collect() }
    }
}

impl SignatureLine {
    /// A line for signing by hand.
    pub fn blank(label: impl Into<String>) -> Self {
        Self { label: label.into(), value: None }
    }

    /// A line that is filled in already.
    pub fn filled(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), value: Some(value.into()) }
    }
}
