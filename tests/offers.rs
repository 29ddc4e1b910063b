//! What a case of the counter offers to whoever looks: steps that exist, open or closed with the reason.

use serde_json::{Value, json};
use yingshang_api::routes;

use crate::counter::at_the_counter;
use crate::counter::office::{Case, Counter, text};
use crate::notices::enquiry::{NOTICES, enquiry, to_colleague, visitor};
use crate::refusals::filing::{REFUSALS, copy, decision, draft, service};

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

/// Method and path of every operation there is.
fn table() -> Vec<(String, String)> {
    let method = |method| routes::method_of(&method).to_string();
    routes::operations().into_iter().map(|operation| (method(operation.method), operation.path)).collect()
}

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
        let table = table();
        let clerk = counter.clerk();
        let application = clerk.registers(&counter.permit, &["M01"]).await;
        assert!(check(&counter, &application, &table).await >= 3);
        let view = clerk.does(&application, "examination", json!({"outcome": "incomplete"})).await;
        let correction = Case::related(&view, "notice");
        assert!(check(&counter, &correction, &table).await >= 3);
        let body = draft(&application, "non_acceptance", "not_corrected", json!({}));
        let refusal = clerk.opens(REFUSALS, body).await;
        let steps = [
            ("leader_in_charge", "approval", decision("granted")),
            ("clerk", "service", service()),
            ("clerk", "filing", copy()),
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
        let table = table();
        for route in [
            json!({"competence": "same_person"}),
            json!({"competence": "no_clear_handler"}),
            to_colleague(&counter, "absent_handler", "first_handler"),
            json!({"competence": "other_authority", "authority": "县医疗保障局", "explanation": "医保待遇由该局核定。"}),
        ] {
            let body = enquiry(route.clone(), json!({"visitor": visitor()}));
            let case = counter.clerk().opens(NOTICES, body).await;
            assert!(check(&counter, &case, &table).await >= 1, "{route}");
        }
    }
}
