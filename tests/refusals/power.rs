//! Who may decide: the leader in charge of the unit, nobody beside them.

use serde_json::json;

use super::filing::{REFUSALS, decision, draft, drafted, wanting};
use crate::counter::at_the_counter;
use crate::counter::office::{Refused, UNIT, offer};

at_the_counter! {
    /// FD-2.1: a leader of another field has no power over this one.
    async fn fd_7_1_a_leader_decides_within_their_field(counter: Counter) {
        let (_, case) = drafted(&counter).await;
        for other in ["other_leader", "bureau_leader"] {
            let leader = counter.person(other);
            leader.tries(&case, "approval", decision("granted")).await.refused(
                403,
                "outside_their_field",
                &["FD-2.1", "FD-7.1"],
            );
            let view = leader.looks_at(&case).await;
            assert!(
                view["actions"].as_array().expect("actions").iter().all(|step| step["name"] != "approve"),
                "{view:#}"
            );
        }
        for person in ["clerk", "head", "approval_office", "leading_group_office"] {
            counter
                .person(person)
                .tries(&case, "approval", decision("granted"))
                .await
                .problem(403, "permission_denied");
        }
        let leader = counter.person("leader_in_charge");
        let offered = leader.looks_at(&case).await;
        assert_eq!(
            (&offer(&offered, "approve")["enabled"], &offer(&offered, "approve")["href"]),
            (&json!(true), &json!(format!("{}/approval", case.path)))
        );
        let unread = leader.tries(&case, "approval", json!({"decision": "granted"})).await.problem(422, "invalid");
        assert_eq!(unread.faults()[0].0, "/opinion");
        leader.does(&case, "approval", decision("granted")).await;
        assert_eq!(counter.kinds(&case).await, ["drafted", "approved", "document_issued"]);
    }

    /// The field is that of the day of the decision; where nobody is named, any leader may decide.
    async fn fd_2_1_the_field_is_that_of_the_day_of_the_decision(counter: Counter) {
        let (application, case) = drafted(&counter).await;
        let unit = format!("/v1/units/{}", counter.unit(UNIT));
        let admin = counter.person("sys_admin");
        let moved = json!({"leader_in_charge_id": counter.staff("other_leader")});
        admin.client().patch(&unit, moved).header("If-Match", "*").await.expect(200);
        counter.person("leader_in_charge").tries(&case, "approval", decision("granted")).await.refused(
            403,
            "outside_their_field",
            &["FD-7.1"],
        );
        counter.person("other_leader").does(&case, "approval", decision("refused")).await;

        admin.client().patch(&unit, json!({"leader_in_charge_id": null})).header("If-Match", "*").await.expect(200);
        let again = counter
            .clerk()
            .opens(REFUSALS, draft(&application, "non_permission", "conditions_not_met", json!({})))
            .await;
        counter.person("leader_in_charge").does(&again, "approval", decision("granted")).await;
    }

    /// The file is for the unit and those who oversee it.
    async fn a_refusal_is_for_its_unit_and_those_who_oversee(counter: Counter) {
        let (application, case) = drafted(&counter).await;
        for person in [
            "clerk",
            "head",
            "approval_office",
            "acceptance_officer",
            "leader_in_charge",
            "other_leader",
            "leading_group_office",
            "assessment_team",
            "discipline_officer",
        ] {
            let view = counter.person(person).looks_at(&case).await;
            assert_eq!(view["number"], json!(case.number), "{person}");
            assert!(!view.to_string().contains("测试乙") && !view.to_string().contains("13900001234"), "{person}");
        }
        for person in ["handler", "unit_leader", "window_clerk", "integration"] {
            counter.person(person).client().get(&case.path).await.problem(404, "not_found");
            assert_eq!(counter.person(person).gets(REFUSALS).await["items"], json!([]));
        }
        for person in ["sys_admin", "sec_admin", "auditor", "duty_leader"] {
            counter.person(person).client().get(&case.path).await.problem(403, "permission_denied");
        }
        counter.person("leader_in_charge").does(&case, "approval", decision("granted")).await;
        // On the paper the unit reads the name, those who oversee a blotted one.
        let paper = format!("{}/documents/non_permission_decision", case.path);
        let full = counter.clerk().gets(&paper).await;
        assert_eq!((&full["masked"], &full["addressee"]), (&json!(false), &json!("测试乙")));
        let masked = counter.person("leading_group_office").gets(&paper).await;
        assert!(masked["masked"] == true && !masked.to_string().contains("测试乙"), "{masked}");
        // The draft of an application that waits keeps others from seeing more than before.
        counter.person("handler").client().get(&application.path).await.problem(404, "not_found");
        let other = wanting(&counter).await;
        counter
            .person("other_leader")
            .tries_to_open(REFUSALS, draft(&other, "non_permission", "conditions_not_met", json!({})))
            .await
            .problem(403, "permission_denied");
    }
}
