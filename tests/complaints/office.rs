//! The bureau as these tests meet it: people who ask, cases they move, and what is on record afterwards.

use std::collections::HashMap;

use serde_json::{Value, json};
use yingshang_app::Caller;
use yingshang_app::account::{self, CreateUserRequest, NewPassword};
use yingshang_app::organisation::{self, CreateStaffRequest, PostKind};
use yingshang_rules::Role;
use yingshang_store::{unit, user};
use yingshang_testkit::{Client, PASSWORD, Reply, TestServer};

/// A server with its seeded units and people.
pub struct Office {
    /// The server.
    pub server: TestServer,
    units: HashMap<String, String>,
    users: HashMap<String, String>,
}

/// A registered complaint.
pub struct Case {
    /// Its id.
    pub id: String,
    /// Its number.
    pub number: String,
    /// The query code, as it was shown once.
    pub code: String,
}

/// Someone who asks.
pub struct Person<'a>(Client<'a>);

impl Office {
    /// Looks up who and what was seeded.
    pub async fn open(server: TestServer) -> Self {
        let found = server.app.store.read(|conn| {
            let units = unit::list(conn, &Default::default(), None, 100)?;
            let mut users = HashMap::new();
            for role in Role::ALL {
                let row = user::by_username(conn, role.code())?.expect("one account per role");
                users.insert(role.code().to_owned(), row.id);
            }
            let units = units.into_iter().map(|unit| (unit.code, unit.id)).collect();
            Ok::<_, yingshang_store::StoreError>((units, users))
        });
        let (units, users) = found.await.expect("the seed can be read");
        Self { server, units, users }
    }

    /// Moves the clock.
    pub fn at(&self, instant: &str) {
        self.server.clock.move_to(instant);
    }

    /// Today, +08:00.
    pub fn today(&self) -> String {
        self.server.app.now().date().to_string()
    }

    /// Id of a seeded unit.
    pub fn unit(&self, code: &str) -> String {
        self.units[code].clone()
    }

    /// Id of a seeded account.
    pub fn user(&self, username: &str) -> String {
        self.users[username].clone()
    }

    /// A seeded or hired person.
    pub fn person(&self, username: &str) -> Person<'_> {
        Person(self.server.user(username, PASSWORD))
    }

    /// The acceptance officer of 信访室.
    pub fn officer(&self) -> Person<'_> {
        self.person("acceptance_officer")
    }

    /// Someone without an account.
    pub fn stranger(&self) -> Person<'_> {
        Person(self.server.anonymous())
    }

    /// An entry in the staff register; returns its id.
    pub async fn staff(&self, unit: &str, name: &str) -> String {
        let body = CreateStaffRequest {
            unit_id: self.unit(unit),
            window_id: None,
            name: name.to_owned(),
            position: None,
            post_kind: PostKind::BureauStaff,
            source_system: None,
            external_ref: None,
        };
        let app = &self.server.app;
        app.write_as(Caller::System, "test", move |tx| Ok(organisation::create_staff(tx, body)?.id))
            .await
            .expect("registers")
    }

    /// One more account; returns its id.
    pub async fn hires(&self, username: &str, role: Role, unit: &str, staff_id: Option<&str>) -> String {
        let app = &self.server.app;
        let password = NewPassword::chosen(app, username, PASSWORD).await.expect("a good password");
        let body = CreateUserRequest {
            username: username.to_owned(),
            display_name: username.to_owned(),
            staff_id: staff_id.map(str::to_owned),
            unit_id: Some(self.unit(unit)),
            roles: vec![role],
        };
        let made = app.write_as(Caller::System, "test", move |tx| account::create_user(tx, body, &password)).await;
        made.expect("an account").user.id
    }

    /// Runs what is due; a minute later if it has just run.
    pub async fn sweep(&self) {
        self.server.run_jobs().await;
    }

    /// A case of `employment_section`, not signed for yet.
    pub async fn assigned(&self, complexity: &str) -> Case {
        let case = self.officer().registers(json!({})).await;
        self.assigns(&case, complexity).await;
        case
    }

    async fn assigns(&self, case: &Case, complexity: &str) {
        self.officer().does(case, "acceptance", json!({})).await;
        let body = json!({"unit_id": self.unit("employment_section"), "complexity": complexity});
        self.officer().does(case, "assignment", body).await;
    }

    /// A case that `handler` has signed for.
    pub async fn handling(&self, complexity: &str) -> Case {
        let case = self.officer().registers(json!({})).await;
        self.brings_to_handler(&case, complexity).await;
        case
    }

    /// Accepts, assigns and signs for a registered case.
    pub async fn brings_to_handler(&self, case: &Case, complexity: &str) {
        self.assigns(case, complexity).await;
        self.person("handler").does(case, "receipt", json!({})).await;
    }

    /// A case with a result, verified, with this opinion of the complainant.
    pub async fn verified(&self, opinion: &str) -> Case {
        let case = self.handling("simple").await;
        self.person("handler").does(&case, "result", result("substantiated")).await;
        self.officer().does(&case, "verification", self.verification(opinion)).await;
        case
    }

    /// Takes a registered case to its conclusion.
    pub async fn concludes(&self, case: &Case) {
        self.brings_to_handler(case, "simple").await;
        self.person("handler").does(case, "result", result("substantiated")).await;
        self.officer().does(case, "verification", self.verification("accepts")).await;
        self.officer().does(case, "conclusion", json!({"ground": "result_accepted"})).await;
    }

    /// A verification that heard the complainant now.
    pub fn verification(&self, opinion: &str) -> Value {
        let heard_at = self.server.app.now();
        json!({"complainant_opinion": opinion, "heard_at": heard_at, "method": "phone", "note": "已电话听取意见。"})
    }

    /// The whole log of a case, whoever may see it.
    pub async fn log(&self, case: &Case) -> Vec<Value> {
        let timeline = self.officer().gets(&format!("/v1/complaints/{}/timeline?limit=200", case.id)).await;
        timeline["items"].as_array().expect("items").clone()
    }

    /// The kinds of its entries.
    pub async fn kinds(&self, case: &Case) -> Vec<String> {
        self.log(case).await.iter().map(|entry| entry["kind"].as_str().expect("a kind").to_owned()).collect()
    }

    /// Whether log and case file still agree with what was written.
    pub async fn check(&self, case: &Case) -> Value {
        self.officer().gets(&format!("/v1/complaints/{}/timeline/verification", case.id)).await
    }
}

impl<'a> Person<'a> {
    /// Whatever the client can do beside the shorthands.
    pub fn client(&self) -> &Client<'a> {
        &self.0
    }

    /// Reads, which must work.
    #[track_caller]
    pub fn gets(&self, path: &str) -> impl Future<Output = Value> + use<'a> {
        let call = self.0.get(path);
        async move { call.await.expect(200).body }
    }

    /// How many items a list says it has.
    pub async fn counts(&self, path: &str) -> i64 {
        let separator = if path.contains('?') { '&' } else { '?' };
        let page = self.gets(&format!("{path}{separator}include_total=true")).await;
        page["total"].as_i64().expect("a total")
    }

    /// Registers [`complaint`] with these changes.
    pub async fn registers(&self, changes: Value) -> Case {
        let reply = self.0.post("/v1/complaints").json(&complaint(changes)).await.expect(201);
        let text = |pointer| reply.str(pointer).to_owned();
        Case { id: text("/complaint/id"), number: text("/complaint/number"), code: text("/query_code") }
    }

    /// Tries to register.
    pub async fn tries_to_register(&self, changes: Value) -> Reply {
        self.0.post("/v1/complaints").json(&complaint(changes)).await
    }

    /// Reads a case.
    pub async fn looks_at(&self, case: &Case) -> Value {
        self.gets(&format!("/v1/complaints/{}", case.id)).await
    }

    /// Takes a step, which must work; returns the case afterwards.
    pub async fn does(&self, case: &Case, step: &str, body: Value) -> Value {
        let reply = self.tries(case, step, body).await;
        assert_eq!(reply.status, 200, "{step}: {}", reply.text);
        reply.body
    }

    /// Tries a step, whatever the version.
    pub async fn tries(&self, case: &Case, step: &str, body: Value) -> Reply {
        self.0.post(&format!("/v1/complaints/{}/{step}", case.id)).header("If-Match", "*").json(&body).await
    }

    /// Tries to amend a case, whatever its version.
    pub async fn amends(&self, case: &Case, body: Value) -> Reply {
        self.0.patch(&format!("/v1/complaints/{}", case.id), body).header("If-Match", "*").await
    }
}

/// A refusal by the rules.
pub trait Refused {
    /// The same, if it has this status and code and rests on this obligation.
    fn refused(self, status: u16, code: &str, basis: &str) -> Self;
}

impl Refused for Reply {
    #[track_caller]
    fn refused(self, status: u16, code: &str, basis: &str) -> Self {
        let reply = self.problem(status, code);
        let cited = reply.body["basis"].as_array().expect("a basis");
        assert!(cited.iter().any(|article| article["obligation"] == basis), "not {basis}: {cited:#?}");
        reply
    }
}

/// A plain complaint with these changes.
pub fn complaint(changes: Value) -> Value {
    let mut body = json!({
        "channel": "phone", "category": "refusal_or_delay", "title": "窗口提前停止取号",
        "content": "反映服务大厅下午三点以后不再放号，两次前往均未办成。",
        "complainant": {"kind": "person", "name": "测试甲"},
        "respondents": [{"description": "社会保险窗口"}]
    });
    let fields = body.as_object_mut().expect("an object");
    fields.extend(changes.as_object().expect("changes are an object").clone());
    body
}

/// A result with this outcome, answered.
pub fn result(outcome: &str) -> Value {
    let accountability =
        if outcome == "unsubstantiated" { vec![] } else { vec![json!({"respondent": 1, "form": "criticism"})] };
    json!({
        "outcome": outcome, "finding": "窗口提前停止取号。", "opinion": "恢复正常取号时间。",
        "legal_basis": "《人力资源社会保障窗口单位服务规范》", "reply": "您反映的情况已经处理。",
        "accountability": accountability
    })
}

/// The clock of this kind that was opened last.
#[track_caller]
pub fn clock<'a>(view: &'a Value, kind: &str) -> &'a Value {
    let clocks = view["deadlines"].as_array().unwrap_or_else(|| panic!("no deadlines in {view:#}"));
    let found = clocks.iter().rev().find(|clock| clock["kind"] == kind);
    found.unwrap_or_else(|| panic!("no {kind} in {clocks:#?}"))
}
