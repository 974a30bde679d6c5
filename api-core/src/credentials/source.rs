//! Credentials that are fetched: for a call, and anew once a failure refuses them.

use std::sync::Arc;
use std::time::Duration;

use super::{Credentials, Kind, Provided, Provider};
use crate::{Error, Result};

/// A provider, and the failures upon which it fetches anew.
#[derive(Clone)]
pub(super) struct Source {
    pub(super) provider: Arc<Provider>,
    renew_on: Option<Arc<IsExpired>>,
}

pub(super) type IsExpired = dyn Fn(&Error) -> bool + Send + Sync;

impl Source {
    pub(super) fn new(provider: Arc<Provider>) -> Self {
        Self { provider, renew_on: None }
    }
}

impl Credentials {
    /// Those of them that are fetched.
    pub(super) fn sources(&self) -> impl Iterator<Item = &Source> {
        self.each().iter().filter_map(|one| match &one.kind {
            Kind::Provider(source) => Some(source),
            _ => None,
        })
    }

    pub(super) fn set_renew_on(&mut self, is_expired: &Arc<IsExpired>) {
        match &mut self.kind {
            Kind::Provider(source) => source.renew_on = Some(Arc::clone(is_expired)),
            Kind::All(all) => {
                Arc::make_mut(all).iter_mut().for_each(|one| one.set_renew_on(is_expired));
            }
            _ => {}
        }
    }

    /// True if some of them are fetched.
    pub(crate) fn are_fetched(&self) -> bool {
        self.sources().next().is_some()
    }

    /// True if other failures than HTTP 401 may ask for new credentials.
    pub(crate) fn look_at_failures(&self) -> bool {
        self.sources().any(|source| source.renew_on.is_some())
    }

    /// The credentials that all sources have given, if they have.
    pub(crate) fn current(&self) -> Option<Provided> {
        match &self.kind {
            Kind::Provider(source) => source.provider.current(),
            Kind::All(all) => {
                let each = self.sources().map(|source| source.provider.current());
                Some(Provided::of_all(all, each.collect::<Option<_>>()?))
            }
            _ => None,
        }
    }

    /// The credentials of all sources: the current ones, or else those of a fetch.
    ///
    /// # Errors
    ///
    /// A fetch fails, or the credentials cannot be sent together.
    pub(crate) async fn fetch(&self, time: Duration) -> Result<Provided> {
        let mut each = Vec::new();
        for source in self.sources() {
            each.push(source.provider.get(time).await?);
        }
        let provided = Provided::of_all(self.each(), each);
        provided.credentials.check()?;
        Ok(provided)
    }

    /// Gives up those that a failure refuses, and returns true if there are some. One that says that
    /// the call was `unauthorized` refuses them all: it does not tell which.
    pub(crate) fn refuse(&self, provided: Option<&Provided>, failure: Error, all: bool) -> bool {
        let failure = Arc::new(failure);
        let mut given = provided.map(Provided::each).unwrap_or_default().iter();
        let mut refused = false;
        for source in self.sources() {
            let given = given.next();
            let is_expired = || source.renew_on.as_ref().is_some_and(|it| it(&failure));
            if all || is_expired() {
                refused = true;
                if let Some(given) = given {
                    source.provider.refuse(given, &failure);
                }
            }
        }
        refused
    }
}

impl Provided {
    /// Credentials, some of them fetched, each in the place of its source.
    fn of_all(all: &[Credentials], each: Vec<Self>) -> Self {
        let mut fetched = each.iter();
        let whole = all.iter().filter_map(|one| match &one.kind {
            Kind::Provider(_) => fetched.next().map(|provided| provided.credentials.clone()),
            _ => Some(one.clone()),
        });
        let credentials = Credentials::all(whole);
        Self { credentials, number: 0, each }
    }

    /// Those of each source.
    fn each(&self) -> &[Self] {
        match self.each.is_empty() {
            true => std::slice::from_ref(self),
            false => &self.each,
        }
    }
}
