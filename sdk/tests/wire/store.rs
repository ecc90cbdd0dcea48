//! Both stores keep the same promises; the one in a file keeps them over a restart.

use guildhall_sdk::seller::{Begun, MemoryStore, SqliteStore, Store};

async fn promises(store: &impl Store) {
    let begin =
        async |key: &str, name: &str, now: i64| store.begin(key, name, now, 1000).await.expect("it works");
    assert_eq!(begin("k", "a", 0).await, Begun::Do("a".into()));
    assert_eq!(begin("k", "b", 999).await, Begun::Running("a".into()));
    assert_eq!(
        begin("k", "c", 1000).await,
        Begun::Do("a".into()),
        "who had it has died; the name stays"
    );
    store.release("k").await.expect("it works");
    assert_eq!(
        begin("k", "d", 1001).await,
        Begun::Do("a".into()),
        "it failed and may be tried again"
    );
    store.finish("k", "{\"x\":\"云\"}").await.expect("it works");
    assert_eq!(begin("k", "e", 9999).await, Begun::Done("{\"x\":\"云\"}".into()));
    store.release("k").await.expect("it works");
    assert_eq!(
        begin("k", "f", 9999).await,
        Begun::Done("{\"x\":\"云\"}".into()),
        "done stays done"
    );
    assert_eq!(begin("other", "g", 0).await, Begun::Do("g".into()));
    assert_eq!(store.first_use("n", 100, 0).await, Ok(true));
    assert_eq!(store.first_use("n", 100, 100).await, Ok(false));
    assert_eq!(
        store.first_use("n", 300, 101).await,
        Ok(true),
        "too old to be taken for fresh"
    );
}

#[tokio::test]
async fn in_memory() {
    promises(&MemoryStore::default()).await;
}

#[tokio::test]
async fn in_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("seller.db");
    let store = SqliteStore::open(&file).await.expect("it opens");
    promises(&store).await;
    drop(store);
    let again = SqliteStore::open(&file).await.expect("it opens again");
    assert_eq!(
        again.begin("k", "z", 0, 1).await,
        Ok(Begun::Done("{\"x\":\"云\"}".into()))
    );
    // Two at once: one of them has it.
    let other = SqliteStore::open(&file).await.expect("it opens twice");
    let (a, b) = tokio::join!(
        again.begin("race", "a", 0, 1000),
        other.begin("race", "b", 0, 1000)
    );
    let done = [a, b].map(|begun| matches!(begun.expect("it works"), Begun::Do(_)));
    assert!(done[0] != done[1], "{done:?}");
}
