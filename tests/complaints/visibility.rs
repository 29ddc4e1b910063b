//! For whom a case exists: not for the person or the unit complained about, nor for a unit it was not given to.

use serde_json::json;
use yingshang_rules::Role;

use super::materials::form;
use super::office::{Case, Office, Person, Refused};

on_both_engines! {
    async fn ts_13_2_for_the_unit_complained_about_the_case_does_not_exist(office: Office) {
        // Roles that see every case, and one that handles, all of the unit complained about.
        let unit = "pension_department";
        let roles =
            [Role::ApprovalOffice, Role::BureauLeader, Role::AcceptanceOfficer, Role::Handler, Role::UnitLeader];
        for role in roles {
            office.hires(&format!("own_{}", role.code()), role, unit, None).await;
        }
        let case = with_material(&office, json!({"respondents": [{"unit_id": office.unit(unit)}]})).await;
        for role in roles {
            assert_unknown(&office, &office.person(&format!("own_{}", role.code())), &case).await;
        }
        // The unit cannot be made to handle it either.
        office.officer().does(&case, "acceptance", json!({})).await;
        let own = json!({"unit_id": office.unit(unit), "complexity": "simple"});
        office.officer().tries(&case, "assignment", own).await.refused(422, "respondent_may_not_handle", "TS-22.1");
    }

    async fn ts_13_2_for_the_person_complained_about_the_case_does_not_exist(office: Office) {
        let person = office.staff("employment_section", "戊").await;
        office.hires("respondent", Role::Handler, "employment_section", Some(&person)).await;
        office.hires("respondent_officer", Role::AcceptanceOfficer, "letters_office", Some(&person)).await;
        let case = with_material(&office, json!({"respondents": [{"staff_id": person}]})).await;
        office.brings_to_handler(&case, "simple").await;
        for name in ["respondent", "respondent_officer"] {
            assert_unknown(&office, &office.person(name), &case).await;
        }
        // A colleague of the same unit handles it, and never learns who complains.
        assert!(office.person("handler").looks_at(&case).await.get("complainant").is_none());
    }

    async fn ts_22_1_nobody_registers_a_complaint_against_their_own_unit(office: Office) {
        let own = json!({"respondents": [{"unit_id": office.unit("service_hall")}]});
        let answer = office.person("window_clerk").tries_to_register(own).await;
        answer.refused(403, "respondent_may_not_act", "TS-22.1");
    }

    async fn an_amendment_that_names_a_respondent_shuts_that_unit_out(office: Office) {
        office.hires("hall_reader", Role::ApprovalOffice, "service_hall", None).await;
        let case = office.officer().registers(json!({})).await;
        office.person("hall_reader").looks_at(&case).await;
        let respondents = json!({"respondents": [{"unit_id": office.unit("service_hall")}]});
        office.officer().amends(&case, respondents).await.expect(200);
        office
            .person("hall_reader")
            .client()
            .get(&format!("/v1/complaints/{}", case.id))
            .await
            .problem(404, "not_found");
    }

    /// 信访室 cannot decide on itself.
    async fn gz_4_1_a_complaint_against_the_acceptance_body_is_decided_by_the_approval_office(office: Office) {
        let own = json!({
            "respondents": [{"unit_id": office.unit("letters_office")}],
            "complainant": {"name": "测试甲", "phone": "13900001234"}
        });
        let stand_in = office.person("approval_office");
        let case = stand_in.registers(own).await;
        assert_unknown(&office, &office.officer(), &case).await;
        stand_in.does(&case, "acceptance", json!({})).await;
        let unit = office.unit("employment_section");
        stand_in.does(&case, "assignment", json!({"unit_id": unit, "complexity": "simple"})).await;
        assert_eq!(stand_in.gets(&format!("/v1/complaints/{}/complainant", case.id)).await["phone"], "13900001234");
    }

    async fn a_unit_sees_the_cases_it_was_given_and_no_others(office: Office) {
        office.hires("labour_handler", Role::Handler, "labour_section", None).await;
        let case = office.handling("simple").await;
        assert_unknown(&office, &office.person("labour_handler"), &case).await;
        assert_eq!(office.person("handler").counts("/v1/complaints").await, 1);
        // Whoever took a complaint in keeps sight of it.
        let taken = office.person("window_clerk").registers(json!({})).await;
        office.person("window_clerk").looks_at(&taken).await;
        assert_eq!(office.person("window_clerk").counts("/v1/complaints").await, 1);
    }
}

async fn with_material(office: &Office, changes: serde_json::Value) -> Case {
    let case = office.officer().registers(changes).await;
    let upload = office.officer().client().post(&format!("/v1/complaints/{}/materials", case.id));
    upload.form(form("说明.txt", "现场情况说明".as_bytes().to_vec())).await.expect(201);
    case
}

/// By id, in lists, among deadlines, in the log, among materials: nothing, and no step either.
async fn assert_unknown(office: &Office, person: &Person<'_>, case: &Case) {
    let path = format!("/v1/complaints/{}", case.id);
    let materials = office.officer().client().get(&format!("{path}/materials")).await;
    let material = materials.body["items"][0]["id"].as_str().unwrap_or("none").to_owned();
    for part in
        ["", "/timeline", "/materials", &format!("/materials/{material}"), "/complainant", "/timeline/verification"]
    {
        let reply = person.client().get(&format!("{path}{part}")).await;
        // A role that lacks the permission altogether is refused at the gate.
        assert!(reply.status == 404 || reply.body["code"] == "permission_denied", "{part}: {}", reply.text);
    }
    assert_eq!(person.counts("/v1/complaints").await, 0);
    let list = person.gets(&format!("/v1/complaints?number={}", case.number)).await;
    assert_eq!(list["items"], json!([]));
    assert_eq!(person.gets("/v1/deadlines").await["items"], json!([]));
    let steps = ["acceptance", "receipt", "investigation-approval", "emergency-reports", "rights-notice"];
    let bodies = [
        json!({}),
        json!({}),
        json!({"decision": "granted"}),
        json!({"situation": "情况", "reported_to": "局领导"}),
        json!({"method": "phone"}),
    ];
    for (step, body) in steps.into_iter().zip(bodies) {
        let reply = person.tries(case, step, body).await;
        assert!(reply.status == 404 || reply.body["code"] == "permission_denied", "{step}: {}", reply.text);
    }
}
