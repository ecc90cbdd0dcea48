//! Serving over HTTP/1.1 with header names as the platform wants them.

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use std::{future::Future, pin::pin, time::Duration};
use tokio::net::TcpListener;

/// Serves until `stop` comes, then finishes what is begun, for at most ten seconds.
///
/// Use this instead of `axum::serve` for 1.0: header names go out as `Body-Sign`, not `body-sign`, and the platform
/// minds (D:0082027567). In front of it stands whatever ends TLS, which must leave the names alone too.
///
/// ```
/// # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
/// use guildhall_sdk::seller::serve;
/// let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
/// let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
/// let serving = tokio::spawn(serve(listener, axum::Router::new(), async { drop(stopped.await) }));
/// stop.send(()).unwrap();
/// serving.await.unwrap();
/// # });
/// ```
pub async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()> + Send) {
    let mut stop = pin!(stop);
    let open = GracefulShutdown::new();
    loop {
        let stream = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                // Out of file handles, or the caller is gone again: neither is mended by trying at once.
                Err(_) => {
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
        };
        let connection = http1::Builder::new()
            .title_case_headers(true)
            .timer(TokioTimer::new())
            .header_read_timeout(Duration::from_secs(30))
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router.clone()));
        let connection = open.watch(connection);
        tokio::spawn(async move {
            // A connection that breaks is the caller's affair.
            let _ = connection.await;
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(Duration::from_secs(10), open.shutdown()).await;
}
