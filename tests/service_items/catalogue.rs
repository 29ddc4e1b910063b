//! The office that keeps the catalogue, and the bodies it sends.

use serde_json::{Value, json};
use yingshang_rules::Role::{ApprovalOffice, Handler, SysAdmin};
use yingshang_testkit::{Client, Reply, TestServer};

/// A server with the ids that bodies need.
pub struct Catalogue {
    pub server: TestServer,
    units: Value,
    pub window: String,
}

impl Catalogue {
    pub async fn open(server: TestServer) -> Self {
        let units = server.role(Handler).get("/v1/units?limit=200").await.expect(200).body;
        let window = server.role(Handler).get("/v1/windows").await.expect(200).str("/items/0/id").to_owned();
        Self { server, units, window }
    }

    /// Id of a seeded unit.
    pub fn unit(&self, code: &str) -> String {
        let units = self.units["items"].as_array().expect("units");
        let found = units.iter().find(|unit| unit["code"] == code).expect("a seeded unit");
        found["id"].as_str().expect("an id").to_owned()
    }

    pub fn editor(&self) -> Client<'_> {
        self.server.role(ApprovalOffice)
    }

    pub fn admin(&self) -> Client<'_> {
        self.server.role(SysAdmin)
    }

    pub fn at(&self, moment: &str) {
        self.server.clock.move_to(moment);
    }

    /// A permit of the employment section that keeps every rule, with some members changed.
    pub fn permit(&self, changes: Value) -> Value {
        let mut body = json!({
            "effective_from": "2026-03-02", "name": "人力资源服务许可", "kind": "permit",
            "unit_id": self.unit("employment_section"), "window_ids": [self.window],
            "institutions": ["first_inquiry", "refusal_filing", "one_time_notice", "deferral", "time_limit", "service_commitment"],
            "promised_limit": {"n": 5, "unit": "working_day"}, "statutory_limit": {"n": 20, "unit": "working_day"},
            "deferral_measure": "commitment",
            "materials": [
                {"code": "M01", "name": "申请表", "main": true, "required": true, "deferrable": false, "legal_form": "original"},
                {"code": "M02", "name": "场所证明", "main": false, "required": true, "deferrable": true, "legal_form": "copy"},
            ],
            "guide": {
                "conditions": "有固定的经营场所。", "legal_basis": "《人力资源市场暂行条例》", "procedure": ["申请", "决定"],
                "place": "服务大厅", "phone": "024-00000003", "fees": "不收费", "published_on": "2026-03-01",
            },
        });
        body.as_object_mut().expect("an object").extend(changes.as_object().expect("changes").clone());
        body
    }

    /// A public service without anything that only approvals need.
    pub fn service(&self, changes: Value) -> Value {
        let mut body = json!({
            "kind": "public_service", "name": "缴费记录查询", "institutions": ["first_inquiry"], "deferral_measure": "none",
            "materials": [], "guide": null, "statutory_limit": null, "promised_limit": {"n": 0, "unit": "working_day"},
        });
        body.as_object_mut().expect("an object").extend(changes.as_object().expect("changes").clone());
        self.permit(body)
    }

    pub async fn tries(&self, code: &str, first_version: Value) -> Reply {
        self.editor().post("/v1/service-items").json(&json!({"code": code, "first_version": first_version})).await
    }

    pub async fn creates(&self, code: &str, first_version: Value) -> Reply {
        self.tries(code, first_version).await.expect(201)
    }

    pub async fn adds(&self, item: &str, version: i64, body: &Value) -> Reply {
        self.editor().post(&format!("{item}/versions")).if_match(version).json(body).await
    }
}
