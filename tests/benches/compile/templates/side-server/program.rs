struct Own;

#[api_core::async_trait]
impl Things for Own {
    // each
    async fn list_thing0(&self, page: u32) -> Result<Page<Thing0>> {
        Ok(Page { items: Vec::new(), page, page_total: 1, total: 0 })
    }
    async fn view_thing0(&self, id: &str, lang: &str) -> Result<Thing0> {
        Ok(Thing0 { id: id.into(), name: lang.into(), note: None, unread: 0, open: true })
    }
    async fn create_thing0(&self, name: &str, note: &str, times: u32) -> Result<Thing0> {
        let (id, note) = (String::new(), Some(note.into()));
        Ok(Thing0 { id, name: name.into(), note, unread: times.into(), open: true })
    }
    async fn update_thing0(&self, id: &str, name: &str, note: Option<&str>) -> Result<Thing0> {
        let note = note.map(str::to_owned);
        Ok(Thing0 { id: id.into(), name: name.into(), note, unread: 0, open: true })
    }
    async fn delete_thing0(&self, _id: &str) -> Result<()> {
        Ok(())
    }
    // end
}

fn main() {
    std::hint::black_box(ThingsServer::new(Own).into_router());
}
