//! A requirement on a share.

use std::cmp::Ordering;

use serde::Serialize;
use utoipa::ToSchema;

use super::codes::Comparison;
use super::percent::Percent;
use super::share::Share;

/// 对比率的要求；恰好等于的为达到
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Threshold {
    /// 不低于还是不高于
    pub comparison: Comparison,
    /// 要求的百分比
    pub percent: Percent,
    /// 条文没有写明、由本单位确定
    pub local: bool,
}

impl Threshold {
    /// Whether the share satisfies it: decided on the fraction, so that 89.996 % does not pass for 90.00 %. `None` of nothing.
    pub fn holds(self, share: Share) -> Option<bool> {
        let breach = match self.comparison {
            Comparison::AtLeast => Ordering::Less,
            Comparison::AtMost => Ordering::Greater,
        };
        share.compare_to(self.percent).map(|found| found != breach)
    }
}
