fn main() {
    let stub = ThingsStub::new();
    // each
    let thing = || Thing0 { id: "1".into(), name: "a".into(), note: None, unread: 0, open: true };
    stub.list_thing0().with(|args| args.page == 1).respond(Page {
        items: vec![thing()],
        page: 1,
        page_total: 1,
        total: 1,
    });
    stub.view_thing0().with(|args| args.id == "1").respond(thing());
    stub.create_thing0().with(|args| args.name == "a").respond(thing());
    stub.update_thing0().with(|args| args.name == "a").respond(thing());
    stub.delete_thing0().with(|args| args.id == "1").respond(());
    // end
    std::hint::black_box(stub.router());
}
