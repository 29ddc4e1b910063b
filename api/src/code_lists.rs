//! Code lists: the Chinese names of every enum, for the forms of front ends. Public and cacheable.

use serde::Serialize;
use utoipa::ToSchema;
use yingshang_app::organisation::UnitKind;
use yingshang_rules::code_list::CodeList;
use yingshang_rules::rulebook;

use crate::gate::Public;
use crate::operation::{Operation, Outcome, Path};
use crate::problem::{Problem, table};
use crate::reply::{self, IfNoneMatch};

/// They change only with the program.
const MAX_AGE: u32 = 3600;

/// The operations on code lists.
pub fn operations() -> Vec<Operation> {
    crate::operations![list_code_lists, get_code_list]
}

/// 全部代码表。
#[derive(Debug, Serialize, ToSchema)]
pub struct CodeLists {
    /// 代码表。
    pub items: Vec<&'static CodeList>,
}

/// Those of the regulations, then those of the house.
fn all() -> Vec<&'static CodeList> {
    let own = [UnitKind::CODE_LIST];
    rulebook::code_lists().iter().copied().chain(own).collect()
}

/// 列出代码表
///
/// 各枚举值的代码、中文名称和依据；可缓存。
#[utoipa::path(get, path = "/v1/code-lists", tag = "code_lists", responses((status = 200, description = "全部代码表", body = CodeLists)))]
pub async fn list_code_lists(_: Public, has: IfNoneMatch) -> Outcome {
    reply::cacheable(&CodeLists { items: all() }, MAX_AGE, &has)
}

/// 查看代码表
///
/// 一个枚举的代码、中文名称和依据；可缓存。
#[utoipa::path(get, path = "/v1/code-lists/{name}", tag = "code_lists", responses((status = 200, description = "代码表", body = CodeList)))]
pub async fn get_code_list(_: Public, Path(name): Path<String>, has: IfNoneMatch) -> Outcome {
    let list = all().into_iter().find(|list| list.name == name);
    let list = list.ok_or_else(|| Problem::new(&table::NOT_FOUND, "没有这个代码表。"))?;
    reply::cacheable(list, MAX_AGE, &has)
}
