//! The names by which APIs call the parts of a page, in small letters and digits alone.

/// Parameters that take a cursor.
pub(super) const CURSORS: &[&str] = &[
    "cursor",
    "after",
    "startingafter",
    "pagetoken",
    "nexttoken",
    "nextpagetoken",
    "continuationtoken",
    "continuetoken",
    "paginationtoken",
    "continue",
    "marker",
    "nextcursor",
    "pagecursor",
    "startcursor",
    "aftercursor",
    "nextmarker",
    "nextkey",
    "startkey",
    "scrollid",
    "pageafter",
    "page",
    "next",
    "token",
];
/// Parameters that take the key of the item in front.
pub(super) const AFTER: &[&str] =
    &["after", "startingafter", "afterid", "startafter", "sinceid", "lastid", "pageafter"];
/// Parameters that take the number of a page.
pub(super) const NUMBERS: &[&str] =
    &["page", "pagenumber", "pageno", "pagenum", "pageindex", "pageid", "p", "currentpage"];
/// Parameters that take the number of items to leave out.
pub(super) const OFFSETS: &[&str] =
    &["offset", "skip", "start", "startat", "startindex", "pageoffset", "from", "firstresult"];
/// Parameters that take the number of items on a page.
pub(super) const SIZES: &[&str] =
    &["perpage", "pagesize", "limit", "size", "pagelimit", "maxresults", "count", "top", "rows"];
/// Parameters that ask for a page where a header names the next one.
pub(super) const OTHERS: &[&str] = &["since", "before", "endingbefore"];

/// Members with the items, where there are several lists.
pub(super) const ITEMS: &[&str] = &[
    "items", "data", "results", "entries", "values", "records", "elements", "rows", "list",
    "content", "objects", "value",
];
/// Members with the next cursor.
pub(super) const NEXT: &[&str] = &[
    "nextcursor",
    "nextpagetoken",
    "nexttoken",
    "nextmarker",
    "nextpage",
    "nextkey",
    "nextoffset",
    "nextpagecursor",
    "continuationtoken",
    "continuetoken",
    "paginationtoken",
    "endcursor",
    "scrollid",
    "next",
];
/// Members with the URL of the next page.
pub(super) const NEXT_URL: &[&str] = &[
    "nexturl",
    "nextlink",
    "odatanextlink",
    "nextpageurl",
    "nextpageuri",
    "nextpagelink",
    "nexturi",
    "nexthref",
];
/// Members that tell if there is more.
pub(super) const MORE: &[&str] =
    &["hasmore", "hasnext", "hasnextpage", "more", "moreavailable", "hasmoreitems"];
/// Members with the number of the page.
pub(super) const NUMBER: &[&str] =
    &["page", "pagenumber", "currentpage", "pageno", "pageindex", "number"];
/// Members with the number of the last page.
pub(super) const LAST: &[&str] = &[
    "totalpages",
    "pagecount",
    "pages",
    "lastpage",
    "pagetotal",
    "numpages",
    "numberofpages",
    "pagestotal",
];
/// Members with the number of items on all pages.
pub(super) const TOTAL: &[&str] = &[
    "total",
    "totalcount",
    "totalresults",
    "totalitems",
    "totalelements",
    "totalrecords",
    "totalentries",
    "totalsize",
    "totalhits",
];
/// Members with the number of items on a full page.
pub(super) const SIZE: &[&str] = &["perpage", "pagesize", "itemsperpage"];
/// Members with the number of items in front.
pub(super) const OFFSET: &[&str] = &["offset", "skip", "startat", "startindex"];

/// Members with an object that has such members.
pub(super) const NESTS: &[&str] = &[
    "meta",
    "metadata",
    "paging",
    "pagination",
    "pageinfo",
    "page",
    "pages",
    "links",
    "responsemetadata",
    "cursor",
    "cursors",
    "pagingmetadata",
    "pagemetadata",
    "listmeta",
    "pager",
    "paginginfo",
];
/// The nests whose `next` is a URL.
pub(super) const LINKS: &[&str] = &["links", "pages"];

/// A name in small letters and digits alone: `next_cursor`, `nextCursor` and `next-cursor` are one.
pub(super) fn squeezed(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// `true` if the name is one of these.
pub(super) fn is_one(name: &str, words: &[&str]) -> bool {
    words.contains(&squeezed(name).as_str())
}
