//! A checked page: where its items are, and how the list goes on behind it.

use proc_macro2::Span;
use syn::spanned::Spanned as _;
use syn::{
    DeriveInput, Fields, GenericParam, Generics, Ident, Index, LitInt, LitStr, Member, Type,
};

use super::attr::{FieldArgs, StructArgs};
use super::names::wire_names;
use crate::ctxt::Ctxt;
use crate::options::group::Switch;
use crate::options::{place as place_of, written};
use crate::syntax::ty;

/// A page without errors.
pub(super) struct Page<'a> {
    pub(super) ident: &'a Ident,
    pub(super) generics: &'a Generics,
    /// The field with the items, or with the page that has them.
    pub(super) items: Member,
    pub(super) items_type: &'a Type,
    /// The names of that field in a response: none if it is flattened, an empty one if it is all there is.
    pub(super) items_names: Vec<String>,
    pub(super) way: Way,
    pub(super) facts: Facts,
    /// The type of the cursor, if it is declared.
    pub(super) cursor: Option<Type>,
    /// The names of the fields in a response.
    pub(super) names: Vec<(Member, String)>,
}

/// The way to ask for the next page.
pub(super) enum Way {
    /// That of the page in the field.
    Inner,
    /// A cursor, and its type unless that is declared.
    Next(Place, Box<Type>),
    NextUrl(Place),
    Link,
    Number,
    Offset,
    /// The fields on the way to the key of an item.
    LastKey(Vec<Ident>),
    /// As `LastKey`, for items of a type that is not known here: the path of the key in an item, as the
    /// response has it.
    LastKeyInResponse(String),
}

/// Where the page says what of itself.
#[derive(Default)]
pub(super) struct Facts {
    pub(super) number: Option<Place>,
    pub(super) last: Option<Place>,
    pub(super) total: Option<Place>,
    pub(super) size: Option<Place>,
    pub(super) offset: Option<Place>,
    pub(super) more: Option<Place>,
    pub(super) first: Option<LitInt>,
    pub(super) until_short: bool,
    /// The number of items on a full page, where that is declared.
    pub(super) full: Option<LitInt>,
}

/// A field of the page, or of a field of it.
pub(super) struct Place {
    pub(super) span: Span,
    pub(super) base: Member,
    pub(super) rest: Vec<Ident>,
}

/// A field with its options.
struct Typed<'a> {
    member: Member,
    ty: &'a Type,
    span: Span,
    args: FieldArgs,
    names: Vec<String>,
}

const CHOICE: &str = "mark a field with `#[page(next)]`, `#[page(next_url)]`, or `#[page(number)]` and \
                      `#[page(last)]`; or the struct with `#[page(link)]`, `#[page(until_short)]`, \
                      `#[page(offset)]` or `#[page(last_key = \"id\")]`";

impl<'a> Page<'a> {
    /// Checks what was typed. With an error there is no page.
    pub(super) fn new(
        input: &'a DeriveInput,
        fields: &'a Fields,
        args: Option<StructArgs>,
        ctxt: &mut Ctxt,
    ) -> Option<Self> {
        let fields: Vec<Option<Typed<'a>>> = fields
            .iter()
            .enumerate()
            .map(|(index, field)| {
                let args = FieldArgs::parse(field, ctxt)?;
                let (member, span) = match &field.ident {
                    Some(ident) => (Member::Named(ident.clone()), ident.span()),
                    None => (Member::Unnamed(Index::from(index)), field.ty.span()),
                };
                let names = wire_names(&member, &field.attrs, &input.attrs);
                Some(Typed { member, ty: &field.ty, span, args, names })
            })
            .collect();
        // All fields are read before the first error counts.
        let fields: Vec<Typed<'a>> = fields.into_iter().collect::<Option<_>>()?;
        let args = args?;
        let (page, clean) = ctxt.watch(|ctxt| Self::checked(input, &fields, &args, ctxt));
        page.filter(|_| clean)
    }

    /// The name of a field in a response; empty for that of a struct without names.
    pub(super) fn name_of(&self, member: &Member) -> &str {
        self.names.iter().find(|(known, _)| known == member).map_or("", |(_, name)| name)
    }

    /// The type of the cursor, where the page itself names it.
    pub(super) fn cursor_type(&self) -> Option<&Type> {
        match (&self.way, &self.cursor) {
            (_, Some(declared)) => Some(declared),
            (Way::Next(_, ty), None) => Some(ty),
            _ => None,
        }
    }

    fn checked(
        input: &'a DeriveInput,
        fields: &[Typed<'a>],
        args: &StructArgs,
        ctxt: &mut Ctxt,
    ) -> Option<Self> {
        let items = items(input, fields, ctxt)?;
        check_list(items, &input.generics, ctxt)?;
        let ((next, next_url, facts), clean) = ctxt.watch(|ctxt| places(fields, args, ctxt));
        if !clean {
            return None;
        }
        let way = way(input, fields, args, items, (next, next_url, &facts), ctxt)?;
        check_idle(args, &way, ctxt);
        Some(Self {
            ident: &input.ident,
            generics: &input.generics,
            items: items.member.clone(),
            items_type: items.ty,
            items_names: items.names.clone(),
            way,
            facts,
            cursor: args.cursor.clone(),
            names: fields
                .iter()
                .filter_map(|field| Some((field.member.clone(), field.names.first()?.clone())))
                .collect(),
        })
    }
}

/// No option says what the way to go on has no use for.
fn check_idle(args: &StructArgs, way: &Way, ctxt: &mut Ctxt) {
    if let Some(first) = args.first.as_ref().filter(|_| !matches!(way, Way::Number)) {
        ctxt.error_at(first, "only page numbers have a first one", "leave `first` out");
    }
    let says_itself = match way {
        Way::Inner => Some("the page inside says itself how its list goes on"),
        Way::Next(..) | Way::NextUrl(_) => Some("the page says itself if there is a next one"),
        Way::Link => Some("the `Link` header says itself which page is the last"),
        Way::Number | Way::Offset | Way::LastKey(_) | Way::LastKeyInResponse(_) => None,
    };
    if let (Some((span, _)), Some(fault)) = (&args.until_short.0, says_itself) {
        ctxt.error(*span, fault, "leave `until_short` out");
    }
    let has_type = match way {
        Way::Next(..) | Way::LastKey(_) | Way::LastKeyInResponse(_) => None,
        Way::Inner => Some("the cursor is that of the page inside"),
        Way::NextUrl(_) | Way::Link => Some("the next page is asked for by its URL"),
        Way::Number | Way::Offset => Some("the cursor is a number here"),
    };
    if let (Some(cursor), Some(fault)) = (&args.cursor, has_type) {
        ctxt.error_at(cursor, fault, "leave `cursor` out");
    }
}

/// The one way to go on that is declared.
fn way(
    input: &DeriveInput,
    fields: &[Typed<'_>],
    args: &StructArgs,
    items: &Typed<'_>,
    (next, next_url, facts): (Option<Place>, Option<Place>, &Facts),
    ctxt: &mut Ctxt,
) -> Option<Way> {
    let counted = facts.number.as_ref().map(|place| ("number", place));
    let counted = counted.or_else(|| facts.last.as_ref().map(|place| ("last", place)));
    let offset = args.offset.0.as_ref().map(|(span, _)| *span);
    let offset = offset.or_else(|| facts.offset.as_ref().map(|place| place.span));
    let last_key = match &args.last_key {
        Some(key) => Some(("last_key", key.span(), last_key(key, items, &input.generics, ctxt)?)),
        None => None,
    };
    let ways = [
        items.args.inner.is_present().then_some(("inner", items.span, Way::Inner)),
        next.map(|place| {
            let ty = cursor_type(&place, fields);
            ("next", place.span, Way::Next(place, Box::new(ty)))
        }),
        next_url.map(|place| ("next_url", place.span, Way::NextUrl(place))),
        place_of(args.link).map(|span| ("link", span, Way::Link)),
        offset.map(|span| ("offset", span, Way::Offset)),
        last_key,
        counted.map(|(word, place)| (word, place.span, Way::Number)),
    ];
    let mut ways = ways.into_iter().flatten();
    match (ways.next(), ways.next()) {
        (Some((_, _, way)), None) => Some(way),
        (Some((first, ..)), Some((second, span, _))) => {
            let fault = format!(
                "`{first}` says already how the list goes on, and `{second}` says it once more"
            );
            ctxt.error(span, fault, "leave one of the two out");
            None
        }
        (None, _) if facts.until_short || facts.total.is_some() => Some(Way::Number),
        (None, _) => {
            let fault = format!("the page `{}` does not say how the list goes on", input.ident);
            ctxt.error(input.ident.span(), fault, CHOICE);
            None
        }
    }
}

/// The items are not of a type that could be anything.
fn check_list(items: &Typed<'_>, generics: &Generics, ctxt: &mut Ctxt) -> Option<()> {
    let Type::Path(any) = items.ty else { return Some(()) };
    let is_any = generics.type_params().any(|param| any.path.is_ident(&param.ident));
    if items.args.inner.is_present() || !is_any {
        return Some(());
    }
    let any = written(&any.path);
    let fault = format!("`{any}` may be any type, and the items of a page are in a list");
    ctxt.error_at(items.ty, fault, format!("write `Vec<{any}>`"));
    None
}

/// Where the cursor, the URL and everything else is.
fn places(
    fields: &[Typed<'_>],
    args: &StructArgs,
    ctxt: &mut Ctxt,
) -> (Option<Place>, Option<Place>, Facts) {
    let mut pick = |word: &str, of: fn(&FieldArgs) -> &Switch<LitStr>, own: Option<&LitStr>| {
        place(word, fields, of, own, ctxt)
    };
    let next = pick("next", |args| &args.next, args.next.as_ref());
    let next_url = pick("next_url", |args| &args.next_url, args.next_url.as_ref());
    let own_offset = args.offset.0.as_ref().and_then(|(_, path)| path.as_ref());
    let facts = Facts {
        number: pick("number", |args| &args.number, args.number.as_ref()),
        last: pick("last", |args| &args.last, args.last.as_ref()),
        total: pick("total", |args| &args.total, args.total.as_ref()),
        size: pick("size", |args| &args.size, args.size.as_ref()),
        offset: pick("offset", |args| &args.offset, own_offset),
        more: pick("more", |args| &args.more, args.more.as_ref()),
        first: args.first.clone(),
        until_short: args.until_short.0.is_some(),
        full: args.until_short.0.as_ref().and_then(|(_, size)| size.clone()),
    };
    (next, next_url, facts)
}

/// The field with the items. The only field of a struct needs no mark.
fn items<'f, 'a>(
    input: &DeriveInput,
    fields: &'f [Typed<'a>],
    ctxt: &mut Ctxt,
) -> Option<&'f Typed<'a>> {
    let is_marked = |f: &&Typed<'_>| f.args.items.is_present() || f.args.inner.is_present();
    let mut marked = fields.iter().filter(is_marked);
    match (marked.next(), fields) {
        (Some(first), _) => {
            for second in marked {
                ctxt.error(
                    second.span,
                    "the items of the page are in another field already",
                    "leave `#[page(items)]` out on one of the two",
                );
            }
            Some(first)
        }
        (None, [only]) if !only.args.is_marked() => Some(only),
        (None, _) => {
            ctxt.error(
                input.ident.span(),
                format!("no field of the page `{}` holds its items", input.ident),
                "write `#[page(items)]` on the field that does, or `#[page(inner)]` on one that is a \
                 page itself",
            );
            None
        }
    }
}

/// Where something is: on a field, on the path behind it, or on a path from the struct.
fn place(
    word: &str,
    fields: &[Typed<'_>],
    of: fn(&FieldArgs) -> &Switch<LitStr>,
    own: Option<&LitStr>,
    ctxt: &mut Ctxt,
) -> Option<Place> {
    let marked = fields.iter().filter_map(|field| Some((field, of(&field.args).0.as_ref()?)));
    let mut places: Vec<Place> = Vec::new();
    for (field, (span, path)) in marked {
        let rest = match path {
            Some(path) => segments(path, ctxt)?,
            None => Vec::new(),
        };
        places.push(Place { span: *span, base: field.member.clone(), rest });
    }
    if let Some(path) = own {
        let mut all = segments(path, ctxt)?;
        let first = all.remove(0);
        let known = fields.iter().find(|field| field.member == Member::Named(first.clone()));
        let Some(known) = known else {
            ctxt.error_at(
                path,
                format!("the page has no field `{first}`"),
                "begin the path with a field of this struct, as in \"meta.page\"",
            );
            return None;
        };
        places.push(Place { span: path.span(), base: known.member.clone(), rest: all });
    }
    let mut places = places.into_iter();
    let first = places.next()?;
    for second in places {
        ctxt.error(second.span, format!("`{word}` is there twice"), "leave one of the two out");
    }
    Some(first)
}

fn segments(path: &LitStr, ctxt: &mut Ctxt) -> Option<Vec<Ident>> {
    let fields = ty::fields(path).filter(|fields| !fields.is_empty());
    if fields.is_none() {
        let fault = format!("`{}` is no path of fields", path.value());
        ctxt.error_at(path, fault, "write names of fields with dots, as in \"meta.page\"");
    }
    fields
}

/// The type of the cursor: of the field itself, or a text where the field is another type's.
fn cursor_type(place: &Place, fields: &[Typed<'_>]) -> Type {
    let own = fields.iter().find(|field| field.member == place.base && place.rest.is_empty());
    match own {
        Some(field) => ty::optional(field.ty).unwrap_or(field.ty).clone(),
        None => syn::parse_quote!(::std::string::String),
    }
}

fn last_key(key: &LitStr, items: &Typed<'_>, generics: &Generics, ctxt: &mut Ctxt) -> Option<Way> {
    let fields = segments(key, ctxt)?;
    if !mentions_parameter(items.ty, generics) {
        return Some(Way::LastKey(fields));
    }
    Some(Way::LastKeyInResponse(key.value()))
}

/// True if a type has one of these parameters in it.
pub(super) fn mentions_parameter(ty: &Type, generics: &Generics) -> bool {
    let params = generics.params.iter().filter_map(|param| match param {
        GenericParam::Type(param) => Some(&param.ident),
        GenericParam::Lifetime(_) | GenericParam::Const(_) => None,
    });
    params.into_iter().any(|param| ty::mentions(ty, param))
}
