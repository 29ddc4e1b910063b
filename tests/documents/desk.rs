//! The desk these tests sit at: an item of the employment section, cases of it, and the texts they bring forth.

use serde_json::{Value, json};
use yingshang_rules::Role;
use yingshang_testkit::{Client, Reply, TestServer};

/// Name of every applicant; nobody real.
pub const APPLICANT: &str = "示例服务有限公司";
/// The same, as those see it who are not meant to know it.
pub const MASKED: &str = "示*******";

/// A server with one permit in its catalogue.
pub struct Desk {
    pub server: TestServer,
    /// The permit.
    pub item: String,
}

impl Desk {
    pub async fn open(server: TestServer) -> Self {
        let units = server.role(Role::Handler).get("/v1/units?limit=200").await.expect(200).body;
        let units = units["items"].as_array().expect("units").clone();
        let unit = units.iter().find(|unit| unit["code"] == "employment_section").expect("a seeded unit");
        let body = json!({"code": "licence", "first_version": permit(unit["id"].as_str().expect("an id"))});
        let made = server.role(Role::ApprovalOffice).post("/v1/service-items").json(&body).await.expect(201);
        Self { item: made.str("/id").to_owned(), server }
    }

    pub fn handler(&self) -> Client<'_> {
        self.server.role(Role::Handler)
    }

    pub fn role(&self, role: Role) -> Client<'_> {
        self.server.role(role)
    }

    /// Creates in a collection as the handler; returns the path of what was made.
    pub async fn makes(&self, collection: &str, body: Value) -> String {
        let made = self.handler().post(collection).json(&body).await.expect(201);
        made.header("location").to_owned()
    }

    /// Takes a step as the handler.
    pub async fn does(&self, case: &str, step: &str, body: Value) -> Reply {
        self.lets(Role::Handler, case, step, body).await
    }

    /// Takes a step as someone else.
    pub async fn lets(&self, role: Role, case: &str, step: &str, body: Value) -> Reply {
        self.role(role).post(&format!("{case}/{step}")).header("If-Match", "*").json(&body).await.expect(200)
    }

    /// An application with these materials handed in.
    pub async fn applies(&self, materials: &[&str]) -> String {
        let materials: Vec<Value> = materials.iter().map(|code| json!({"code": code, "form": "original"})).collect();
        let body = json!({
            "item_id": self.item, "channel": "window", "materials": materials,
            "applicant": {"kind": "market_entity", "name": "测试甲", "organisation": APPLICANT}
        });
        self.makes("/v1/applications", body).await
    }

    /// The notice that an examination of an application brought forth.
    pub async fn correction_of(&self, application: &str) -> String {
        let id = application.rsplit('/').next().expect("an id");
        let found = self.handler().get(&format!("/v1/notices?application_id={id}")).await.expect(200);
        format!("/v1/notices/{}", found.str("/items/0/id"))
    }

    /// A commitment on an application that lacks M02, with the notice given.
    pub async fn commits(&self, application: &str) -> String {
        let id = application.rsplit('/').next().expect("an id");
        let body = json!({
            "application_id": id, "item_version": 1, "material_codes": ["M02"], "cause": "not_obtained",
            "applicant_agrees": true
        });
        let commitment = self.makes("/v1/commitments", body).await;
        let told = json!({
            "supply_by": "2026-03-06", "consequence": "refusal", "consequence_note": "到期没有补齐的，依法不予许可。"
        });
        self.does(&commitment, "notice", told).await;
        commitment
    }

    /// A refusal of an application, approved by the meeting.
    pub async fn refuses(&self, application: &str, kind: &str, ground: &str) -> String {
        let id = application.rsplit('/').next().expect("an id");
        let authority = (ground == "not_this_authority").then_some("县市场监督管理局");
        let body = json!({
            "application_id": id, "kind": kind, "ground": ground, "competent_authority": authority,
            "provisions": [{"instrument": "人力资源市场暂行条例", "article": "第十八条", "requirement": "经营性人力资源服务机构从事职业中介活动的，应当取得许可"}],
            "facts": "所提交的材料没有载明经营场所。", "reasons": "不能证明具备规定的经营场所"
        });
        let refusal = self.makes("/v1/refusals", body).await;
        let minutes = json!({
            "held_on": "2026-03-02", "minutes_number": "局办纪要〔2026〕12号", "participants": 7, "decision": "granted",
            "opinion": "一致同意。"
        });
        self.lets(Role::ApprovalOffice, &refusal, "collective-discussion", minutes).await;
        refusal
    }

    /// Reads a text as data and as a page, checks what every text must have, and returns the data.
    pub async fn text(&self, case: &str, kind: &str, number: &str) -> Value {
        let view = self.handler().get(case).await.expect(200).body;
        let listed = self.handler().get(&format!("{case}/documents")).await.expect(200).body;
        assert_eq!(view["documents"], listed["items"], "{view:#}");
        let entries = listed["items"].as_array().expect("items");
        let entry =
            entries.iter().find(|entry| entry["kind"] == kind).unwrap_or_else(|| panic!("no {kind} in {listed:#}"));
        let today = self.server.app.now().date().to_string();
        assert_eq!((entry["number"].as_str(), &entry["issued_on"]), (Some(number), &json!(today)), "{entry}");

        let href = entry["href"].as_str().expect("an address");
        let data = self.handler().get(href).await.expect(200);
        assert_eq!((data.header("cache-control"), data.header("vary")), ("no-store", "Accept"));
        assert_eq!((&data.body["kind"], &data.body["number"]), (&json!(kind), &json!(number)));
        assert_eq!((&data.body["title"], &data.body["masked"]), (&entry["label"], &json!(false)));
        let basis = data.body["basis"].as_array().expect("a basis");
        assert!(!basis.is_empty() && basis.iter().all(|line| line.as_str().is_some_and(|line| line.starts_with('《'))));

        let page = self.handler().get(href).header("Accept", "text/html").await.expect(200);
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        assert!(page.header("content-security-policy").starts_with("default-src 'none'"));
        for said in [number, data.str("/title"), APPLICANT] {
            assert!(page.text.contains(said), "{said} is not on the page of {kind}");
        }

        // Whoever may see the case but not the person sees a name that is blotted out.
        let leader = self.role(Role::BureauLeader).get(href).await.expect(200);
        assert_eq!(leader.body["masked"], true);
        assert!(leader.text.contains(MASKED) && !leader.text.contains(APPLICANT), "{}", leader.text);

        let log = self.handler().get(&format!("{case}/timeline?limit=200")).await.expect(200).body;
        let log = log["items"].as_array().expect("items");
        let of_kind =
            |event: &str| log.iter().filter(|e| e["kind"] == event && e["payload"]["document_kind"] == kind).count();
        assert_eq!((of_kind("document_issued"), of_kind("document_viewed")), (1, 2), "{log:#?}");
        data.body
    }
}

/// Everything a text says, in one line.
pub fn words(text: &Value) -> String {
    text["blocks"].to_string()
}

fn permit(unit_id: &str) -> Value {
    json!({
        "effective_from": "2026-03-02", "name": "人力资源服务许可", "kind": "permit", "unit_id": unit_id,
        "institutions": ["first_inquiry", "refusal_filing", "one_time_notice", "deferral", "time_limit", "service_commitment"],
        "promised_limit": {"n": 5, "unit": "working_day"}, "statutory_limit": {"n": 20, "unit": "working_day"},
        "deferral_measure": "commitment",
        "materials": [
            {"code": "M01", "name": "人力资源服务许可申请表", "main": true, "required": true, "deferrable": false, "legal_form": "original"},
            {"code": "M02", "name": "经营场所使用证明", "main": false, "required": true, "deferrable": true, "legal_form": "any"},
        ],
        "guide": {
            "conditions": "有固定的经营场所和三名以上专职工作人员。", "legal_basis": "《人力资源市场暂行条例》第十八条",
            "procedure": ["申请", "受理", "审查", "决定", "送达"], "place": "人社服务大厅综合业务一号窗口", "phone": "024-00000003",
            "fees": "不收费", "published_on": "2026-03-01",
        },
    })
}
