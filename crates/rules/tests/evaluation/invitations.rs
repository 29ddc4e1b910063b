//! HP-2.1, HP-3.1, HP-4.1, HP-4.3, HP-5.1: one invitation for each accepted service, by those the text names, and for a while.

use yingshang_calendar::Instant;
use yingshang_rules::actor::Actor;
use yingshang_rules::evaluation::EvaluationChannel::{self, *};
use yingshang_rules::evaluation::invitation::{Service, invite};

use super::cast::{UNIT, actor};
use super::setting::*;

fn service(served_by: &[String]) -> Service<'_> {
    Service { unit_id: UNIT, served_by, accepted_at: Some(at("2026-11-23T09:00:00+08:00")), invited: false }
}

fn ask(name: &str, channel: EvaluationChannel) -> Result<Instant, String> {
    let world = World::new();
    let who = actor(name);
    let served = served("窗口");
    match invite(service(&served), channel, &world.context(&who, NOW)) {
        Ok(invitation) => Ok(invitation.expires_at),
        refusal => Err(refused(refusal)),
    }
}

/// HP-3.1, HP-4.1: the serving unit and the device at the counter; HP-5.1: text messages by themselves; HP-4.3: paper by others.
#[test]
fn each_channel_has_those_who_may_ask() {
    let not_entrusted = Err("actor not_entrusted HP-3.1 HP-5.1".to_owned());
    for name in ["窗口", "承办人", "股室负责人", "对接账号"] {
        assert!(ask(name, Counter).is_ok(), "{name}");
    }
    for name in ["其他股室承办人", "行政审批室", "系统", "申请人", "系统管理员"] {
        assert_eq!(ask(name, Counter), not_entrusted, "{name}");
    }
    assert!(ask("系统", Sms).is_ok());
    for name in ["窗口", "股室负责人", "对接账号", "申请人"] {
        assert_eq!(ask(name, Sms), not_entrusted, "{name}");
    }
    for name in ["另一承办人", "考评组", "行政审批室"] {
        assert!(ask(name, Paper).is_ok(), "{name}");
    }
    assert_eq!(ask("窗口", Paper), Err("actor clerk_may_not_rate HP-4.3".to_owned()));
    assert_eq!(ask("审计员", Paper), Err("actor not_entrusted HP-4.3 HP-3.1".to_owned()));
}

/// HP-4.3: bound to a real service. HP-2.1: once, whichever channel came first.
#[test]
fn only_an_accepted_service_and_only_once() {
    let world = World::new();
    let who = actor("窗口");
    let context = world.context(&who, NOW);
    let not_accepted = Service { accepted_at: None, ..service(&[]) };
    assert_eq!(refused(invite(not_accepted, Counter, &context)), "state service_not_accepted HP-4.3 HP-2.1");
    let again = Service { invited: true, ..service(&[]) };
    assert_eq!(refused(invite(again, Counter, &context)), "state already_invited HP-2.1 HP-4.3");
    let sms = Service { invited: true, ..service(&[]) };
    assert_eq!(refused(invite(sms, Sms, &world.context(&Actor::System, NOW))), "state already_invited HP-2.1 HP-4.3");
}

/// HP-4.3: it runs out at the end of a day, as many days later as the installation says.
#[test]
fn an_invitation_runs_out() {
    assert_eq!(ask("窗口", Counter), Ok(at("2026-12-01T23:59:59.999+08:00")));
    let world = World::with(&[("evaluation.invitation_days", "number = 0")]);
    let who = actor("窗口");
    let same_day = invite(service(&[]), Counter, &world.context(&who, NOW)).unwrap();
    assert_eq!((same_day.invited_at, same_day.expires_at), (at(NOW), at("2026-11-24T23:59:59.999+08:00")));
}
