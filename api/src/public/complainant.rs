//! The gate for complainants: number and query code, in headers so that neither stands in a URL.

use actix_web::HttpRequest;
use yingshang_app::{Caller, complaint};

use crate::gate::{Access, Gate, application};
use crate::problem::{Problem, table};

/// Header with the number of the complaint.
pub const NUMBER_HEADER: &str = "X-Complaint-Number";
/// Header with the query code.
pub const CODE_HEADER: &str = "X-Query-Code";

/// Whoever knows number and query code of a complaint.
#[derive(Debug)]
pub struct Complainant {
    /// The complaint they open.
    pub complaint_id: String,
}

impl Gate for Complainant {
    const ACCESS: Access = Access::Complainant;

    async fn enter(request: &HttpRequest) -> Result<Self, Problem> {
        let header = |name: &str| {
            let value = request.headers().get(name).and_then(|value| value.to_str().ok());
            value.map(str::trim).filter(|text| (1..=50).contains(&text.len())).map(str::to_owned)
        };
        let (Some(number), Some(code)) = (header(NUMBER_HEADER), header(CODE_HEADER)) else {
            let detail = "请在请求头 X-Complaint-Number 和 X-Query-Code 中给出编号和查询码。";
            return Err(Problem::new(&table::UNAUTHENTICATED, detail));
        };
        let app = application(request)?;
        let opened = app.read(Caller::Anyone, move |read| complaint::open_with_code(read, &number, &code)).await?;
        Ok(Self { complaint_id: opened })
    }

    fn caller(&self) -> Caller {
        Caller::Complainant { complaint_id: Some(self.complaint_id.clone()) }
    }
}
