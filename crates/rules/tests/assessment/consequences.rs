//! What follows from a grade (KH-10.1, KH-10.2, KH-11).

use yingshang_rules::actor::PostKind;
use yingshang_rules::assessment::codes::*;
use yingshang_rules::assessment::consequences::{StaffMember, consequences, staff_consequences};

use super::course::case_at;

#[test]
fn the_first_are_commended_and_the_failed_are_talked_to_and_report() {
    assert_eq!(consequences(AssessmentGrade::First), [UnitConsequence::Commendation]);
    assert_eq!(consequences(AssessmentGrade::Second), []);
    assert_eq!(consequences(AssessmentGrade::Third), []);
    let failed = [UnitConsequence::Talk, UnitConsequence::RectificationReport];
    assert_eq!(consequences(AssessmentGrade::NotQualified), failed);
}

#[test]
fn people_answer_for_the_grade_by_their_kind_of_post() {
    use AnnualResult::*;
    use AssessmentGrade::*;
    use PostKind::*;
    let table = [
        (First, BureauStaff, None),
        (First, NonEstablishment, None),
        (Second, CentreStaff, None),
        (Third, BureauStaff, Some((BasicallyCompetent, false))),
        (Third, CentreStaff, Some((BasicallyQualified, false))),
        (Third, PublicWelfare, Some((BasicallyQualified, false))),
        (NotQualified, BureauStaff, Some((NotCompetent, false))),
        (NotQualified, CentreStaff, Some((Unqualified, false))),
        (NotQualified, PublicWelfare, Some((Unqualified, true))),
        (NotQualified, NonEstablishment, Some((Unqualified, true))),
    ];
    for (grade, post_kind, expected) in table {
        let found = staff_consequences(grade, &[StaffMember { staff_id: "s".to_owned(), post_kind }]);
        let found = found.first().map(|each| (each.annual_result, each.dismissed));
        assert_eq!(found, expected, "{grade} {post_kind}");
    }
}

#[test]
fn they_are_listed_with_the_result_in_the_order_of_the_register() {
    let file = case_at(AssessmentStatus::Final, AssessmentGrade::NotQualified).file;
    let ids: Vec<&str> = file.staff_consequences.iter().map(|each| each.staff_id.as_str()).collect();
    assert_eq!(ids, ["s-1", "s-2"]);
    assert!(case_at(AssessmentStatus::Final, AssessmentGrade::Second).file.staff_consequences.is_empty());
}
