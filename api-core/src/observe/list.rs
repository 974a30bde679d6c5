//! The span of a list that is read page by page: it covers the calls of all pages.

use crate::Endpoint;

/// Covers the calls of a list's pages. Of no size and no effect without the feature `tracing`.
#[derive(Debug, Default)]
pub(crate) struct ListSpan {
    #[cfg(feature = "tracing")]
    span: Option<tracing::Span>,
}

#[cfg(feature = "tracing")]
impl ListSpan {
    /// Covers the call of a page. The span begins with the first.
    pub(crate) fn cover<F: Future>(
        &mut self,
        endpoint: &'static Endpoint,
        page: F,
    ) -> impl Future<Output = F::Output> + use<F> {
        let span = self.span.get_or_insert_with(|| super::spans::list(endpoint)).clone();
        async move {
            let mut page = std::pin::pin!(page);
            std::future::poll_fn(|cx| span.in_scope(|| page.as_mut().poll(cx))).await
        }
    }
}

#[cfg(not(feature = "tracing"))]
impl ListSpan {
    /// Covers the call of a page.
    pub(crate) fn cover<F: Future>(&mut self, _: &'static Endpoint, page: F) -> F {
        page
    }
}
