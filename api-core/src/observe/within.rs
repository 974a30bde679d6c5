//! Polls that are steps of the attempt under way, so that observers can have a scope around them.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use super::Observation;

/// A future whose polls are steps of the attempt under way, if someone observes it.
pub(crate) struct Within<'a, F> {
    observation: Option<&'a Observation>,
    future: &'a mut F,
}

/// Polls `future` within the attempt under way.
pub(crate) fn within<'a, F: Future + Unpin>(
    observation: Option<&'a Arc<Observation>>,
    future: &'a mut F,
) -> Within<'a, F> {
    Within { observation: observation.map(|it| &**it), future }
}

impl<F: Future + Unpin> Future for Within<'_, F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let Self { observation, future } = self.get_mut();
        let mut poll = || Pin::new(&mut **future).poll(cx);
        match observation {
            None => poll(),
            Some(observation) => observation.run(poll),
        }
    }
}
