//! The pages that `type` of a problem leads to.

use serde::Serialize;
use utoipa::ToSchema;

use super::table::{ProblemType, TABLE};
use super::{Problem, table};
use crate::gate::Public;
use crate::operation::{Operation, Outcome, Path};
use crate::reply::{self, IfNoneMatch};

/// They change only with the program.
const MAX_AGE: u32 = 3600;

/// The operations on problem types.
pub fn operations() -> Vec<Operation> {
    crate::operations![list_problem_types, get_problem_type]
}

/// 全部问题类型。
#[derive(Debug, Serialize, ToSchema)]
pub struct ProblemTypes {
    /// 问题类型。
    pub items: &'static [&'static ProblemType],
}

/// 列出问题类型
///
/// 本服务可能答复的全部问题代码、状态码、标题和处理办法。
#[utoipa::path(get, path = "/problems", tag = "service", responses((status = 200, description = "全部问题类型", body = ProblemTypes)))]
pub async fn list_problem_types(_: Public, has: IfNoneMatch) -> Outcome {
    reply::cacheable(&ProblemTypes { items: TABLE }, MAX_AGE, &has)
}

/// 查看问题类型
///
/// 问题报告中 `type` 所指的说明。
#[utoipa::path(get, path = "/problems/{code}", tag = "service", responses((status = 200, description = "问题类型", body = ProblemType)))]
pub async fn get_problem_type(_: Public, Path(code): Path<String>, has: IfNoneMatch) -> Outcome {
    let found = ProblemType::find(&code).ok_or_else(|| Problem::new(&table::NOT_FOUND, "没有这个问题代码。"))?;
    reply::cacheable(found, MAX_AGE, &has)
}
