//! The program of the guide "from nothing to a first order" (docs/guide), word for word: a test compares them.
#![expect(clippy::print_stdout, reason = "a first program says what it does")]

use guildhall_sdk::seller::prelude::*;

pub struct Shop;

impl Seller for Shop {
    async fn new_instance(&self, call: NewInstance, cx: Context) -> Result<Created, Refusal> {
        println!("order {}: create {}", call.order_id, cx.instance_id);
        Ok(Created::Ready)
    }

    async fn query_instance(&self, ids: Vec<String>, _: Context) -> Result<Vec<InstanceInfo>, Refusal> {
        let app = |id: &String| Some(AppInfo::at(format!("https://saas.example/{id}")));
        Ok(ids.iter().map(|id| InstanceInfo::new(id, app(id))).collect())
    }
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let settings = Settings::new("/produce", Keys::one("the key of the seller centre"));
    let server = Server::new(Shop, MemoryStore::default(), settings);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
    serve(listener, server.router(), std::future::pending()).await;
    Ok(())
}
