//! What the public may know of the service before anything else (TS-7.1).

use actix_web::web::Data;
use serde::Serialize;
use utoipa::ToSchema;
use yingshang_app::App;
use yingshang_rules::rulebook::BasisRef;

use crate::gate::Public;
use crate::operation::{Operation, Outcome};
use crate::reply::{self, IfNoneMatch};

/// A change of the settings reaches everyone within so many seconds.
const MAX_AGE: u32 = 300;

/// The operations on the service itself.
pub fn operations() -> Vec<Operation> {
    crate::operations![get_service_info]
}

/// 服务信息。
#[derive(Debug, Serialize, ToSchema)]
pub struct ServiceInfo {
    /// 单位名称。
    pub bureau_name: String,
    /// 对外公布的投诉举报电话；尚未设置时为空。
    #[schema(required = true)]
    pub complaint_hotline: Option<String>,
    /// 公布投诉举报渠道所依据的条文。
    pub basis: Vec<BasisRef>,
}

/// 查看服务信息
///
/// 单位名称和对外公布的投诉举报电话。
#[utoipa::path(get, path = "/v1/public/service-info", tag = "public", responses((status = 200, description = "服务信息", body = ServiceInfo)))]
pub async fn get_service_info(_: Public, has: IfNoneMatch, app: Data<App>) -> Outcome {
    let info = ServiceInfo {
        bureau_name: app.settings.bureau_name.clone(),
        complaint_hotline: app.settings.complaint_hotline.clone(),
        basis: app.rulebook().cite(&["TS-7.1"], app.now().date()),
    };
    reply::cacheable(&info, MAX_AGE, &has)
}
