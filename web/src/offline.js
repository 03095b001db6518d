// Keeps the site for use without a network. A new build has a new version, and takes over at the next visit.
const kept = "tillit-VERSION";
const files = [/* FILES */];

self.addEventListener("install", (event) => {
    event.waitUntil(caches.open(kept).then((cache) => cache.addAll(files)).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => {
    const clean = async () => {
        for (const name of await caches.keys()) {
            if (name.startsWith("tillit-") && name !== kept) await caches.delete(name);
        }
        await self.clients.claim();
    };
    event.waitUntil(clean());
});
self.addEventListener("fetch", (event) => {
    if (event.request.method !== "GET") return;
    const answer = async () => (await caches.match(event.request, { ignoreSearch: true })) ?? fetch(event.request);
    event.respondWith(answer());
});
