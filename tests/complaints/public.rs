//! The complainant's side: no account, a number and a query code.

use serde_json::{Value, json};
use yingshang_testkit::{Call, Reply};

use super::materials::form;
use super::office::{Case, Office, Refused, clock, result};

on_both_engines! {
    async fn an_anonymous_complaint_can_be_followed_with_its_code(office: Office) {
        let mine = submitted(&office, json!({})).await;
        let progress = get(&office, &mine).await.expect(200);
        assert_eq!((progress.str("/number"), progress.str("/status")), (mine.number.as_str(), "registered"));
        assert_eq!(progress.header("cache-control"), "no-store");
        assert_eq!(clock(&progress.body, "reply_pledge")["basis"][0]["obligation"], "GZ-4.2");
        // The paper slip: small letters, spaces and hyphens do not matter.
        let sloppy = Case { code: format!(" {} ", mine.code.to_lowercase()), ..copy(&mine) };
        get(&office, &sloppy).await.expect(200);
        assert_eq!(office.officer().looks_at(&found(&office, &mine).await).await["channel"], "online");
    }

    async fn a_wrong_number_and_a_wrong_code_get_the_same_answer(office: Office) {
        let (mine, other) = (submitted(&office, json!({})).await, submitted(&office, json!({})).await);
        let wrong = [
            Case { code: other.code.clone(), ..copy(&mine) },
            Case { number: "TS-2026-999999".to_owned(), ..copy(&mine) },
            Case { code: "0000-0000-0000".to_owned(), ..copy(&mine) },
        ];
        for case in wrong {
            let answer = get(&office, &case).await.problem(401, "wrong_number_or_code");
            assert_eq!(answer.str("/detail"), "编号或者查询码不正确。");
        }
        office.stranger().client().get("/v1/public/complaints/progress").await.problem(401, "unauthenticated");
    }

    async fn ts_15_1_the_complainant_says_whether_the_answer_is_enough(office: Office) {
        let mine = submitted(&office, json!({})).await;
        let early = send(&office, &mine, "statements", json!({"opinion": "accepts", "text": "认可。"})).await;
        early.refused(409, "no_result_yet", "TS-15.1");
        let told =
            send(&office, &mine, "statements", json!({"text": "补充：当天下午三点十分到达。"})).await.expect(200);
        assert_eq!(told.body["statements"].as_array().map(Vec::len), Some(1));

        let case = found(&office, &mine).await;
        office.brings_to_handler(&case, "simple").await;
        office.person("handler").does(&case, "result", result("substantiated")).await;
        let progress = get(&office, &mine).await.expect(200);
        assert_eq!((progress.str("/reply"), progress.str("/outcome")), ("您反映的情况已经处理。", "substantiated"));
        assert_eq!(progress.str("/unit_name"), "就业促进和失业保险股");
        // TS-17.1: the answer says where to turn.
        let remedies = progress.body["remedies"].as_array().expect("remedies").clone();
        assert!(remedies.iter().any(|r| r["basis"][0]["obligation"] == "TS-17.1"), "{remedies:#?}");

        let objection =
            json!({"opinion": "objects", "satisfaction": "dissatisfied", "text": "有录像。", "new_evidence": true});
        send(&office, &mine, "statements", objection).await.expect(200);
        let view = office.officer().looks_at(&case).await;
        assert_eq!(view["statements"][1]["new_evidence"], true);
        // New evidence on record: the case cannot be concluded as if there were none.
        office.officer().does(&case, "verification", office.verification("objects")).await;
        office.officer().tries(&case, "conclusion", json!({"ground": "no_new_evidence"})).await.refused(
            422,
            "conclusion_ground_not_met",
            "TS-19.1",
        );
    }

    async fn ts_11_2c_the_complainant_hands_in_evidence(office: Office) {
        let mine = submitted(&office, json!({})).await;
        let upload = with_code(office.stranger().client().post("/v1/public/complaints/materials"), &mine);
        let slip = form("录音说明.txt", "当日经过。".as_bytes().to_vec());
        let added = upload.form(slip).await.expect(201);
        assert_eq!((added.str("/submitted_by_kind"), added.str("/media_type")), ("complainant", "text/plain"));
        let case = found(&office, &mine).await;
        let listed = office.officer().gets(&format!("/v1/complaints/{}/materials", case.id)).await;
        assert_eq!(listed["items"][0]["sha256"], added.body["sha256"]);
        let entry = office.log(&case).await.pop().expect("an entry");
        assert_eq!((&entry["kind"], &entry["actor_kind"]), (&json!("material_added"), &json!("complainant")));
    }

    async fn ts_11_2d_and_ts_17_1_the_complainant_turns_to_the_superior_body(office: Office) {
        let mine = submitted(&office, json!({})).await;
        send(&office, &mine, "escalations", json!({"ground": "overdue"})).await.expect(200);
        let view = office.officer().looks_at(&found(&office, &mine).await).await;
        assert_eq!((&view["escalations"][0]["ground"], &view["status"]), (&json!("overdue"), &json!("registered")));
    }

    async fn ts_18_1_a_withdrawal_ends_the_case_and_does_not_resolve_it(office: Office) {
        let mine = submitted(&office, json!({})).await;
        let progress = send(&office, &mine, "withdrawal", json!({"reason": "已经自行解决。"})).await.expect(200);
        assert_eq!((progress.str("/status"), &progress.body["can_withdraw"]), ("terminated", &json!(false)));
        assert_eq!(clock(&progress.body, "reply_pledge")["state"], "lifted");
        send(&office, &mine, "withdrawal", json!({})).await.refused(409, "wrong_state", "TS-18.1");
        let case = found(&office, &mine).await;
        assert_eq!(office.kinds(&case).await, ["registered", "withdrawn", "terminated"]);
        let view = office.officer().looks_at(&case).await;
        assert_eq!((&view["termination"]["ground"], &view["conclusion"]), (&json!("withdrawn"), &Value::Null));
    }

    /// The receipt can be asked for again with the same key, after a line that broke: the code is not lost.
    async fn a_repeated_submission_gives_the_same_receipt(office: Office) {
        let send =
            || office.stranger().client().post("/v1/public/complaints").key("slip-77").json(&submission(json!({})));
        let (first, again) = (send().await.expect(201), send().await.expect(201));
        assert_eq!((first.text.clone(), again.header("idempotency-replayed")), (again.text.clone(), "true"));
        assert_eq!(office.officer().counts("/v1/complaints").await, 1);
    }
}

fn submission(changes: Value) -> Value {
    let mut body = json!({
        "title": "窗口提前停止取号", "content": "下午三点以后不再放号。", "anonymous": true, "category": "refusal_or_delay",
        "respondents": [{"description": "社会保险窗口"}]
    });
    body.as_object_mut().expect("an object").extend(changes.as_object().expect("an object").clone());
    body
}

async fn submitted(office: &Office, changes: Value) -> Case {
    let call = office.stranger().client().post("/v1/public/complaints").json(&submission(changes));
    let receipt = call.await.expect(201);
    let text = |pointer| receipt.str(pointer).to_owned();
    Case { id: String::new(), number: text("/number"), code: text("/query_code") }
}

/// The same case as the officer knows it.
async fn found(office: &Office, case: &Case) -> Case {
    let list = office.officer().gets(&format!("/v1/complaints?number={}", case.number)).await;
    Case { id: list["items"][0]["id"].as_str().expect("listed").to_owned(), ..copy(case) }
}

fn copy(case: &Case) -> Case {
    Case { id: case.id.clone(), number: case.number.clone(), code: case.code.clone() }
}

fn with_code<'a>(call: Call<'a>, case: &Case) -> Call<'a> {
    call.header("X-Complaint-Number", &case.number).header("X-Query-Code", &case.code)
}

async fn get(office: &Office, case: &Case) -> Reply {
    with_code(office.stranger().client().get("/v1/public/complaints/progress"), case).await
}

async fn send(office: &Office, case: &Case, what: &str, body: Value) -> Reply {
    let call = office.stranger().client().post(&format!("/v1/public/complaints/{what}"));
    with_code(call, case).json(&body).await
}
