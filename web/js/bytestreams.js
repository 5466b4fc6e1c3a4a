// Keeps the list of streams fresh, and shows the self-test in place; without this script links load the page anew.
const REFRESH_MILLIS = 2000;

async function swap(url, ...ids) {
    const response = await fetch(url, {credentials: 'same-origin'});
    if (!response.ok || response.redirected) {
        throw new Error('the session has ended');
    }
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    for (const id of ids) {
        const old = document.getElementById(id);
        const fresh = page.getElementById(id);
        if (fresh) {
            const focused = old.contains(document.activeElement) ? document.activeElement.id : '';
            old.replaceWith(document.adoptNode(fresh));
            if (focused && document.getElementById(focused)) {
                document.getElementById(focused).focus();
            }
        }
    }
}

const byItself = document.getElementById('refresh-by-itself');
byItself.hidden = false;

async function refresh() {
    if (byItself.querySelector('input').checked && !document.hidden) {
        try {
            await swap('bytestreams?part=live', 'live', 'shut-out', 'counts');
        } catch (e) {
            byItself.querySelector('input').checked = false; // rather than knock for ever
        }
    }
    setTimeout(refresh, REFRESH_MILLIS);
}
setTimeout(refresh, REFRESH_MILLIS);

document.getElementById('refresh').addEventListener('click', event => {
    event.preventDefault();
    swap('bytestreams?part=live', 'live', 'shut-out', 'counts').catch(() => { window.location = 'bytestreams'; });
});

document.getElementById('test').addEventListener('click', async event => {
    event.preventDefault();
    const link = event.currentTarget;
    const hosts = document.getElementById('hosts');
    hosts.setAttribute('aria-busy', 'true');
    try {
        await swap(link.href, 'hosts');
    } catch (e) {
        window.location = link.href;
    }
});
