// Looks up the names of the addresses in place; without this script the link loads the page anew.
document.getElementById('check-names').addEventListener('click', async event => {
    event.preventDefault();
    const link = event.currentTarget;
    const table = document.getElementById('addresses');
    table.setAttribute('aria-busy', 'true');
    try {
        const response = await fetch(link.href, {credentials: 'same-origin'});
        const page = new DOMParser().parseFromString(await response.text(), 'text/html');
        table.tBodies[0].replaceWith(document.adoptNode(page.getElementById('addresses').tBodies[0]));
    } catch (e) {
        window.location = link.href;
    } finally {
        table.removeAttribute('aria-busy');
    }
});
