//! Load: so many connections, each asking again as soon as it was answered, for a fixed time.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use crate::error::BenchError;
use crate::http::Connection;
use crate::plan::CONNECTIONS;

/// What is asked: the n-th request, and the status every answer must have.
pub(crate) struct Question {
    /// For error messages.
    pub(crate) name: &'static str,
    /// The status of every answer.
    pub(crate) status: u16,
    /// The bytes of request number n.
    pub(crate) request: Box<dyn Fn(u64) -> Vec<u8> + Send + Sync>,
}

/// What was measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Sample {
    /// Answers a second.
    pub(crate) per_second: f64,
    /// Half of the answers came within, milliseconds.
    pub(crate) p50: f64,
    /// 99 of 100 answers came within, milliseconds.
    pub(crate) p99: f64,
    /// Bytes of the last body.
    pub(crate) bytes: usize,
}

impl Sample {
    /// Not measured yet.
    pub(crate) const NONE: Self = Self { per_second: 0.0, p50: 0.0, p99: 0.0, bytes: 0 };

    /// The median of each figure.
    pub(crate) fn median(samples: &[Self]) -> Self {
        let middle = |of: fn(&Self) -> f64| {
            let mut values: Vec<f64> = samples.iter().map(of).collect();
            values.sort_by(f64::total_cmp);
            values[values.len() / 2]
        };
        Self {
            per_second: middle(|s| s.per_second),
            p50: middle(|s| s.p50),
            p99: middle(|s| s.p99),
            bytes: samples[0].bytes,
        }
    }
}

/// Asks for `time` on [`CONNECTIONS`] connections, after a tenth of it that is not counted.
pub(crate) async fn measure(
    address: SocketAddr,
    question: &Arc<Question>,
    time: Duration,
) -> Result<Sample, BenchError> {
    // They go on from round to round and begin beyond those of the seeding: no registration is made twice.
    static NUMBER: AtomicU64 = AtomicU64::new(50_000_000);

    let begin = Instant::now() + time / 10;
    let end = begin + time;
    let mut tasks = JoinSet::new();
    for _ in 0..CONNECTIONS {
        let question = question.clone();
        tasks.spawn(async move {
            let mut connection = Connection::open(address).await?;
            let (mut latencies, mut bytes) = (Vec::new(), 0);
            loop {
                let asked = Instant::now();
                if asked >= end {
                    return Ok::<_, BenchError>((latencies, bytes));
                }
                let request = (question.request)(NUMBER.fetch_add(1, Ordering::Relaxed));
                let reply = connection.ask(&request).await?;
                if reply.status != question.status {
                    let body = String::from_utf8_lossy(&reply.body[..reply.body.len().min(400)]).into_owned();
                    return Err(BenchError::Answer { path: question.name.to_owned(), status: reply.status, body });
                }
                bytes = reply.body.len();
                let answered = Instant::now();
                if asked >= begin && answered <= end {
                    latencies.push(answered - asked);
                }
            }
        });
    }
    let (mut latencies, mut bytes) = (Vec::new(), 0);
    while let Some(done) = tasks.join_next().await {
        let (own, size) = done.map_err(|error| BenchError::new(error.to_string()))??;
        latencies.extend(own);
        bytes = size;
    }
    sample(latencies, bytes, time)
}

fn sample(mut latencies: Vec<Duration>, bytes: usize, time: Duration) -> Result<Sample, BenchError> {
    latencies.sort();
    let at = |share: f64| {
        let place = ((latencies.len() as f64 * share) as usize).min(latencies.len().saturating_sub(1));
        latencies.get(place).map(|latency| latency.as_secs_f64() * 1000.0)
    };
    let (Some(p50), Some(p99)) = (at(0.5), at(0.99)) else {
        return Err(BenchError::new("nothing was answered in time"));
    };
    Ok(Sample { per_second: latencies.len() as f64 / time.as_secs_f64(), p50, p99, bytes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_counts_and_ranks() {
        let latencies = (1..=1000).rev().map(Duration::from_millis).collect();
        let sample = sample(latencies, 7, Duration::from_secs(10)).expect("answers");
        assert_eq!((sample.per_second, sample.p50, sample.p99), (100.0, 501.0, 991.0));
        assert!(super::sample(Vec::new(), 0, Duration::from_secs(1)).is_err());
    }

    #[test]
    fn the_median_is_taken_figure_by_figure() {
        let of = |per_second, p99| Sample { per_second, p50: 1.0, p99, bytes: 5 };
        let median = Sample::median(&[of(10.0, 3.0), of(30.0, 1.0), of(20.0, 9.0)]);
        assert_eq!((median.per_second, median.p99), (20.0, 3.0));
    }
}
