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
    /// The span, which begins with the first page. Without an `endpoint` if a function asks for pages.
    fn span(&mut self, endpoint: Option<&'static Endpoint>) -> &tracing::Span {
        self.span.get_or_insert_with(|| super::spans::list(endpoint))
    }

    /// Begins something of a page, such as its call.
    pub(crate) fn run<T>(
        &mut self,
        endpoint: Option<&'static Endpoint>,
        run: impl FnOnce() -> T,
    ) -> T {
        self.span(endpoint).in_scope(run)
    }

    /// Covers what a page takes.
    pub(crate) fn cover<F: Future>(
        &mut self,
        endpoint: Option<&'static Endpoint>,
        page: F,
    ) -> impl Future<Output = F::Output> + use<F> {
        let span = self.span(endpoint).clone();
        async move {
            let mut page = std::pin::pin!(page);
            std::future::poll_fn(|cx| span.in_scope(|| page.as_mut().poll(cx))).await
        }
    }
}

#[cfg(not(feature = "tracing"))]
impl ListSpan {
    /// Begins something of a page, such as its call.
    pub(crate) fn run<T>(&mut self, _: Option<&'static Endpoint>, run: impl FnOnce() -> T) -> T {
        run()
    }

    /// Covers what a page takes.
    pub(crate) fn cover<F: Future>(&mut self, _: Option<&'static Endpoint>, page: F) -> F {
        page
    }
}
