// What AWS Lambda does, in a plain process: node lambda.mjs HANDLER EVENTS [at-once]. The answers are a line of JSON each.
const [, , file, events, atOnce] = process.argv;
const { handler } = await import(file);

const call = (event) =>
  handler(event).then(
    (answer) => ({ answer }),
    ({ name, message }) => ({ name, message }),
  );
if (atOnce) {
  for (const result of await Promise.all(JSON.parse(events).map(call))) console.log(JSON.stringify(result));
} else {
  for (const event of JSON.parse(events)) console.log(JSON.stringify(await call(event)));
}
console.log(JSON.stringify('still there'));
