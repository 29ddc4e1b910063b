//! The office behind the counter: its people, what it offers, and the cases they move.
//!
//! 社保中心养老保险部 (`pension_department`) handles everything here. Its people are `clerk`, `first_handler`, `second_handler` and
//! `head`; `leader_in_charge` is its 分管领导, `other_leader` another's. `handler` and `unit_leader` are of another unit; `window_clerk`
//! sits in the service hall. All other roles are the seeded ones.

use serde_json::{Value, json};
use yingshang_rules::Role;
use yingshang_testkit::{Client, PASSWORD, Reply, TestServer};

use super::opening::{Ids, hire, permit, public_service};

/// The unit that handles the cases.
pub const UNIT: &str = "pension_department";

/// A server with this office in it, on the morning of Monday 2026-03-02.
pub struct Counter {
    /// The server.
    pub server: TestServer,
    /// A permit: 10 working days promised, 20 by law. M01 is the main material, M02 (a copy) and M03 can be deferred on a
    /// commitment, M04 is optional.
    pub permit: String,
    /// The same without commitment letter: 直接受理.
    pub direct: String,
    /// A public service without materials, done on the spot.
    pub service: String,
    units: Ids,
    users: Ids,
    staff: Ids,
}

/// A case of any kind.
#[derive(Debug, Clone)]
pub struct Case {
    /// Its id.
    pub id: String,
    /// Its number.
    pub number: String,
    /// Its path.
    pub path: String,
}

/// Someone who asks.
pub struct Person<'a>(Client<'a>);

impl Counter {
    /// Hires the people and publishes the items.
    pub async fn open(server: TestServer) -> Self {
        let units = server.role(Role::SysAdmin).get("/v1/units?limit=200").await.expect(200).body;
        let units = units["items"].as_array().expect("units").iter();
        let units = units.map(|unit| (text(unit, "/code"), text(unit, "/id"))).collect();
        let (users, staff) = hire(&server, &units).await;
        let mut counter =
            Self { server, permit: String::new(), direct: String::new(), service: String::new(), units, users, staff };
        let unit = format!("/v1/units/{}", counter.unit(UNIT));
        let in_charge = json!({"leader_in_charge_id": counter.staff["leader_in_charge"], "phone": "024-00000005"});
        counter.person("sys_admin").client().patch(&unit, in_charge).if_match(1).await.expect(200);
        counter.permit = counter.publishes("permit", json!({})).await;
        counter.direct = counter.publishes("direct", json!({"deferral_measure": "direct"})).await;
        counter.service = counter.publishes("service", public_service()).await;
        counter
    }

    /// Moves the clock.
    pub fn at(&self, instant: &str) {
        self.server.clock.move_to(instant);
    }

    /// Runs what is due; a minute later if it has just run.
    pub async fn sweep(&self) {
        self.server.run_jobs().await;
    }

    /// Id of a unit.
    pub fn unit(&self, code: &str) -> String {
        self.units[code].clone()
    }

    /// Id of an account of this office; not of the seeded ones.
    pub fn user(&self, username: &str) -> String {
        self.users[username].clone()
    }

    /// Entry in the staff register of someone of this office.
    pub fn staff(&self, username: &str) -> String {
        self.staff[username].clone()
    }

    /// Someone with an account.
    pub fn person(&self, username: &str) -> Person<'_> {
        Person(self.server.user(username, PASSWORD))
    }

    /// The clerk at the window of the unit.
    pub fn clerk(&self) -> Person<'_> {
        self.person("clerk")
    }

    /// [`permit`] with these changes, from today on.
    pub fn item(&self, changes: Value) -> Value {
        let mut body = permit(&self.unit(UNIT));
        body["effective_from"] = json!(self.server.app.now().date());
        changed(body, &changes)
    }

    /// Puts a new item into the catalogue; returns its id.
    pub async fn publishes(&self, code: &str, changes: Value) -> String {
        let body = json!({"code": code, "first_version": self.item(changes)});
        let made = self.person("approval_office").client().post("/v1/service-items").json(&body).await.expect(201);
        made.str("/id").to_owned()
    }

    /// Gives an item a new version, in force from `effective_from`.
    pub async fn publishes_version(&self, item: &str, changes: Value) {
        let path = format!("/v1/service-items/{item}/versions");
        let call = self.person("approval_office").client().post(&path).header("If-Match", "*");
        call.json(&self.item(changes)).await.expect(201);
    }

    /// An application for the permit in which nothing is missing, accepted.
    pub async fn accepted(&self) -> Case {
        let case = self.clerk().registers(&self.permit, &["M01", "M02", "M03"]).await;
        self.clerk().does(&case, "examination", json!({"outcome": "complete"})).await;
        case
    }

    /// First review and review, by two people who both agree.
    pub async fn reviews(&self, case: &Case) {
        let agrees = json!({"conforms": true, "opinion": "符合条件。"});
        self.person("first_handler").does(case, "first-review", agrees.clone()).await;
        self.person("second_handler").does(case, "review", agrees).await;
    }

    /// The whole log of a case, whoever may see it.
    pub async fn log(&self, case: &Case) -> Vec<Value> {
        let timeline = self.person("approval_office").gets(&format!("{}/timeline?limit=200", case.path)).await;
        timeline["items"].as_array().expect("items").clone()
    }

    /// The kinds of its entries.
    pub async fn kinds(&self, case: &Case) -> Vec<String> {
        self.log(case).await.iter().map(|entry| text(entry, "/kind")).collect()
    }

    /// Whether log and case file still agree with what was written.
    pub async fn is_intact(&self, case: &Case) -> bool {
        let found = self.person("auditor").gets(&format!("{}/timeline/verification", case.path)).await;
        found["intact"] == true
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

    /// Registers an application, with these materials in their legal form.
    pub async fn registers(&self, item: &str, codes: &[&str]) -> Case {
        self.registers_with(item, codes, json!({})).await
    }

    /// As [`registers`](Self::registers), with changes of the body.
    pub async fn registers_with(&self, item: &str, codes: &[&str], changes: Value) -> Case {
        self.opens("/v1/applications", changed(application(item, codes), &changes)).await
    }

    /// Opens a case, which must work.
    pub async fn opens(&self, collection: &str, body: Value) -> Case {
        Case::of(collection, &self.tries_to_open(collection, body).await.expect(201).body)
    }

    /// Tries to open a case.
    pub async fn tries_to_open(&self, collection: &str, body: Value) -> Reply {
        self.0.post(collection).json(&body).await
    }

    /// Reads a case.
    pub async fn looks_at(&self, case: &Case) -> Value {
        self.gets(&case.path).await
    }

    /// Takes a step, which must work; returns the case afterwards.
    pub async fn does(&self, case: &Case, step: &str, body: Value) -> Value {
        let reply = self.tries(case, step, body).await;
        assert_eq!(reply.status, 200, "{step}: {}", reply.text);
        reply.body
    }

    /// Tries a step, whatever the version.
    pub async fn tries(&self, case: &Case, step: &str, body: Value) -> Reply {
        self.0.post(&format!("{}/{step}", case.path)).header("If-Match", "*").json(&body).await
    }
}

impl Case {
    /// The case that an answer shows.
    pub fn of(collection: &str, view: &Value) -> Self {
        let id = text(view, "/id");
        Self { path: format!("{collection}/{id}"), number: text(view, "/number"), id }
    }

    /// The newest case of a kind (`notice`, `commitment`, `refusal`) that belongs to an application.
    #[track_caller]
    pub fn related(application: &Value, kind: &str) -> Self {
        let related = application["related"].as_array().expect("related cases");
        let found = related.iter().rev().find(|linked| linked["kind"] == kind);
        let path = text(found.unwrap_or_else(|| panic!("no {kind} in {related:#?}")), "/href");
        let id = path.rsplit('/').next().expect("an id").to_owned();
        let number = text(found.expect("found above"), "/number");
        Self { id, number, path }
    }
}

/// A refusal by the rules.
pub trait Refused {
    /// The same, if it has this status and code and rests on these obligations, perhaps among others.
    fn refused(self, status: u16, code: &str, basis: &[&str]) -> Self;
}

impl Refused for Reply {
    #[track_caller]
    fn refused(self, status: u16, code: &str, basis: &[&str]) -> Self {
        let reply = self.problem(status, code);
        let cited = obligations(&reply.body);
        assert!(basis.iter().all(|id| cited.iter().any(|cited| cited == id)), "not {basis:?}: {cited:?}");
        reply
    }
}

/// The obligations that a problem, a clock or a finding rests on.
#[track_caller]
pub fn obligations(body: &Value) -> Vec<String> {
    let basis = body["basis"].as_array().unwrap_or_else(|| panic!("no basis in {body:#}"));
    basis.iter().map(|article| text(article, "/obligation")).collect()
}

/// The clock of this kind that was opened last.
#[track_caller]
pub fn clock<'a>(view: &'a Value, kind: &str) -> &'a Value {
    let clocks = view["deadlines"].as_array().unwrap_or_else(|| panic!("no deadlines in {view:#}"));
    let found = clocks.iter().rev().find(|clock| clock["kind"] == kind);
    found.unwrap_or_else(|| panic!("no {kind} in {clocks:#?}"))
}

/// The clock of this kind ends on `due_on`, stands in `state` and rests on `basis`.
#[track_caller]
pub fn assert_clock(view: &Value, kind: &str, due_on: &str, state: &str, basis: &str) {
    let clock = clock(view, kind);
    let found = (clock["due_on"].as_str(), clock["state"].as_str(), obligations(clock));
    assert_eq!((found.0, found.1), (Some(due_on), Some(state)), "{kind}: {clock:#}");
    assert!(found.2.iter().any(|id| id == basis), "{kind} does not rest on {basis}: {:?}", found.2);
}

/// What was found against the office: kind and obligations.
#[track_caller]
pub fn findings(view: &Value) -> Vec<(String, Vec<String>)> {
    let found = view["findings"].as_array().unwrap_or_else(|| panic!("no findings in {view:#}"));
    found.iter().map(|finding| (text(finding, "/kind"), obligations(finding))).collect()
}

/// The kinds of the texts that were issued, oldest first.
#[track_caller]
pub fn documents(view: &Value) -> Vec<String> {
    let issued = view["documents"].as_array().unwrap_or_else(|| panic!("no documents in {view:#}"));
    issued.iter().map(|document| text(document, "/kind")).collect()
}

/// A step as the case offers it to whoever looks.
#[track_caller]
pub fn offer<'a>(view: &'a Value, name: &str) -> &'a Value {
    let actions = view["actions"].as_array().expect("actions");
    let found = actions.iter().find(|action| action["name"] == name);
    found.unwrap_or_else(|| panic!("no {name} in {actions:#?}"))
}

/// A text at a pointer.
#[track_caller]
pub fn text(value: &Value, pointer: &str) -> String {
    let found = value.pointer(pointer).and_then(Value::as_str);
    found.unwrap_or_else(|| panic!("no text at {pointer} in {value:#}")).to_owned()
}

/// The body of an application at the window.
pub fn application(item: &str, codes: &[&str]) -> Value {
    let materials: Vec<Value> = codes.iter().map(|code| material(code)).collect();
    json!({
        "item_id": item, "channel": "window", "matter": "申请人力资源服务许可",
        "applicant": {"kind": "person", "name": "测试乙", "phone": "13900001234"}, "materials": materials
    })
}

/// A material in its legal form.
pub fn material(code: &str) -> Value {
    json!({"code": code, "form": if code == "M02" { "copy" } else { "original" }})
}

/// An object with some members replaced.
pub fn changed(mut body: Value, changes: &Value) -> Value {
    let fields = body.as_object_mut().expect("an object");
    fields.extend(changes.as_object().expect("changes are an object").clone());
    body
}
