import { createServer } from 'node:http';

// An upstream with so many modules, in a process of its own: its list is made page by page and kept nowhere.
const total = Number(process.argv[2]);

function row(id: number): string {
  const expires = id % 100 === 0 ? '2027-01-15' : '2027-01-20';
  return `<elem><id>${id}</id><item>${10_000_000 + id}</item><pricelist>Softaculous</pricelist><pricelist_id>9204</pricelist_id><period>1</period><createdate>2026-01-20</createdate><expiredate>${expires}</expiredate><autoprolong>null</autoprolong><item_status>2</item_status><item_real_status>2</item_real_status><cost>2.0000 EUR / month</cost><remoteid>order-${id}</remoteid></elem>`;
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const params = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
    const [page, size] = [Number(params.get('p_num')), Number(params.get('p_cnt'))];
    const first = (page - 1) * size + 1;
    const count = params.get('func') === 'addition' ? Math.max(0, Math.min(size, total - first + 1)) : 0;
    const rows = Array.from({ length: count }, (_, index) => row(first + index)).join('');
    response.writeHead(200, { 'content-type': 'text/xml' });
    response.end(`<doc>${rows}<p_elems>${params.get('func') === 'addition' ? total : 0}</p_elems></doc>`);
  });
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' && address !== null ? address.port : 0);
});
