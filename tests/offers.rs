//! What a case of the counter offers to whoever looks: steps that exist, open or closed with the reason.

use serde_json::{Value, json};
use yingshang_api::routes;

use crate::counter::at_the_counter;
use crate::counter::office::{Case, Counter, text};

/// Everybody who may see the cases.
const PEOPLE: &[&str] = &[
    "clerk",
    "first_handler",
    "head",
    "approval_office",
    "acceptance_officer",
    "leader_in_charge",
    "other_leader",
    "leading_group_office",
    "assessment_team",
    "discipline_officer",
];

/// Every step shown exists in the route table under its method, and is either open or says why not and on which article. Returns
/// how many were open.
async fn check(counter: &Counter, case: &Case, table: &[(String, String)]) -> usize {
    let mut open = 0;
    for person in PEOPLE {
        let view = counter.person(person).looks_at(case).await;
        for step in view["actions"].as_array().expect("actions") {
            let path = template(&text(step, "/href"), &case.id);
            let method = text(step, "/method");
            assert!(table.contains(&(method, path)), "{person}: {step}");
            let enabled = step["enabled"] == true;
            assert_eq!(enabled, step["code"].is_null() && step["reason"].is_null(), "{person}: {step}");
            assert_eq!(enabled, step["basis"] == json!([]), "{person}: {step}");
            open += usize::from(enabled);
            if enabled {
                // An empty body may be refused for what it lacks, never because the step is closed to this person or in this state.
                let tried = counter.person(person).tries(case, &tail(step, case), json!({})).await;
                assert!(![401, 403, 404, 405, 409].contains(&tried.status), "{person}: {step} {}", tried.text);
            }
        }
    }
    open
}

fn tail(step: &Value, case: &Case) -> String {
    let below = format!("{}/", case.path);
    format!("{}?dry_run=true", text(step, "/href").strip_prefix(&below).expect("below the case"))
}

/// The path as the route table writes it.
fn template(href: &str, id: &str) -> String {
    let path = href.replace(id, "{id}");
    match path.split('/').collect::<Vec<_>>()[..] {
        [_, _, _, _, collection, record, last] if record.len() == 36 => {
            let record = format!("{}_id", collection.trim_end_matches('s'));
            format!("/v1/{}/{{id}}/{collection}/{{{record}}}/{last}", path.split('/').nth(2).expect("a collection"))
        }
        _ => path,
    }
}

at_the_counter! {
    /// Along the whole refusal, in each state.
    async fn what_is_offered_exists_and_what_is_closed_says_why(counter: Counter) {
        let table: Vec<(String, String)> = routes::operations()
            .into_iter()
            .map(|operation| (routes::method_of(&operation.method).to_string(), operation.path))
            .collect();
        let clerk = counter.clerk();
        let application = clerk.registers(&counter.permit, &["M01"]).await;
        assert!(check(&counter, &application, &table).await >= 3);
        let view = clerk.does(&application, "examination", json!({"outcome": "incomplete"})).await;
        let correction = Case::related(&view, "notice");
        assert!(check(&counter, &correction, &table).await >= 3);
        let draft = json!({
            "application_id": application.id, "kind": "non_acceptance", "ground": "not_corrected",
            "provisions": [{"instrument": "《人力资源市场暂行条例》", "article": "第十八条", "requirement": "有固定的经营场所。"}],
            "facts": "没有补正场所证明。", "reasons": "经一次告知仍未补正。"
        });
        let refusal = clerk.opens("/v1/refusals", draft).await;
        let steps = [
            ("leader_in_charge", "approval", json!({"decision": "granted", "opinion": "同意。"})),
            (
                "clerk",
                "service",
                json!({"method": "mail", "proof_number": "送1", "reasons_told": true, "remedies_told": true}),
            ),
            ("clerk", "filing", json!({"authority": "县营商环境建设监督局", "reference_number": "营商备1号"})),
            ("clerk", "archiving", json!({"dossier_number": "否备1"})),
        ];
        for (person, step, body) in steps {
            assert!(check(&counter, &refusal, &table).await >= 2, "before {step}");
            check(&counter, &application, &table).await;
            counter.person(person).does(&refusal, step, body).await;
        }
        check(&counter, &refusal, &table).await;
        let stopped = counter.accepted().await;
        let stop = json!({"ground": "hearing", "document_number": "听〔2026〕1号", "expected_days": 10});
        clerk.does(&stopped, "suspensions", stop).await;
        assert!(check(&counter, &stopped, &table).await >= 3);
    }

    async fn an_enquiry_offers_its_steps_to_those_entrusted(counter: Counter) {
        let table: Vec<(String, String)> = routes::operations()
            .into_iter()
            .map(|operation| (routes::method_of(&operation.method).to_string(), operation.path))
            .collect();
        for route in [
            json!({"competence": "same_person"}),
            json!({"competence": "no_clear_handler"}),
            json!({"competence": "absent_handler", "handler_id": counter.user("first_handler")}),
            json!({"competence": "other_authority", "authority": "县医疗保障局", "explanation": "医保待遇由该局核定。"}),
        ] {
            let visitor = json!({"kind": "person", "name": "测试丙", "phone": "13900004321"});
            let body = json!({"channel": "window", "matter": "询问待遇", "route": route, "visitor": visitor});
            let case = counter.clerk().opens("/v1/notices", body).await;
            assert!(check(&counter, &case, &table).await >= 1, "{route}");
        }
    }
}
