//! The contents of credentials: checked, written into a request, hashed, and shown without secrets.

use std::fmt;
use std::hash::BuildHasher;
use std::sync::Arc;

use secrecy::ExposeSecret as _;

use super::{Credentials, Kind};
use crate::headers::Header;
use crate::wire::percent;
use crate::{Error, Result};

impl Credentials {
    /// Each of them, if they are several, or else themselves.
    pub(super) fn each(&self) -> &[Self] {
        match &self.kind {
            Kind::All(all) => all,
            _ => std::slice::from_ref(self),
        }
    }

    /// A hash that tells the credentials of one client apart. Those of a provider stay the same when
    /// they are fetched anew: the limits of an account outlive its tokens.
    ///
    /// `shared` asks for a hash that is the same in every process. Nothing about a provider is.
    pub(crate) fn fingerprint(&self, hasher: &impl BuildHasher, shared: bool) -> u64 {
        match &self.kind {
            Kind::None | Kind::Unsendable(_) => 0,
            Kind::Header(header) => hasher.hash_one((&header.0, header.1.as_bytes())),
            Kind::Query(name, secret) => hasher.hash_one((name, secret.expose_secret())),
            Kind::Provider(_) if shared => hasher.hash_one("provider"),
            Kind::Provider(source) => hasher.hash_one(Arc::as_ptr(&source.provider).addr()),
            Kind::All(all) => {
                let each = all.iter().map(|one| one.fingerprint(hasher, shared));
                hasher.hash_one(each.collect::<Vec<_>>())
            }
        }
    }

    /// Fails if they cannot be sent.
    pub(crate) fn check(&self) -> Result<()> {
        match self.unsendable() {
            Some(why) => Err(Error::build(format!("credentials: {why}"))),
            None => Ok(()),
        }
    }

    /// Why they cannot be sent.
    pub(super) fn unsendable(&self) -> Option<Arc<str>> {
        match &self.kind {
            Kind::Unsendable(why) => Some(why.clone()),
            _ => None,
        }
    }

    /// The headers that they are, without those that are yet to be fetched.
    pub(crate) fn headers(&self) -> impl Iterator<Item = Header<'_>> {
        self.each().iter().filter_map(|one| match &one.kind {
            Kind::Header(header) => Some((&header.0, &header.1)),
            _ => None,
        })
    }

    /// The names of the query parameters that they are.
    pub(crate) fn query_names(&self) -> impl Iterator<Item = &str> {
        self.each().iter().filter_map(|one| match &one.kind {
            Kind::Query(name, _) => Some(&**name),
            _ => None,
        })
    }

    /// Adds the query pairs that they are, each with its `?` or `&`. Fails if they cannot be sent at
    /// all.
    pub(crate) fn apply_query(&self, target: &mut String) -> Result<()> {
        for one in self.each() {
            match &one.kind {
                Kind::Query(name, secret) => {
                    percent::push_pair(target, name, secret.expose_secret());
                }
                Kind::Header(_) => {}
                _ => one.check()?,
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(")?;
        for (index, one) in self.each().iter().enumerate() {
            if index > 0 {
                f.write_str("; ")?;
            }
            match &one.kind {
                Kind::None | Kind::All(_) => f.write_str("none")?,
                Kind::Provider(_) => f.write_str("provider")?,
                Kind::Header(header) => write!(f, "header {}, [redacted]", header.0)?,
                Kind::Unsendable(why) => f.write_str(why)?,
                Kind::Query(name, _) => write!(f, "query {name}, [redacted]")?,
            }
        }
        f.write_str(")")
    }
}
