import { Router } from 'express';
import { audit } from '../domain/bookings.ts';
import { number } from '../domain/database.ts';
import { passesLuhn } from '../domain/numbers.ts';
import { renderPdf } from '../domain/pdf.ts';
import { invoiceOf, invoiceSelect } from '../domain/records.ts';
import type { Invoice } from '../domain/records.ts';
import { Refusal, found, requireFound } from '../http/answer.ts';
import { fieldsOf, jsonBody, requireInteger, requireText } from '../http/body.ts';
import { addressOf, personOf, platformOf } from '../http/guards.ts';
import { integerQuery, textOf } from '../http/query.ts';
import { ownsOrTreats } from '../identity/caller.ts';
import type { Person } from '../identity/caller.ts';
import { nowText, today } from '../platform.ts';
import type { Platform } from '../platform.ts';

const pageRows = 10;
const wrongVouchersPerMinuteMax = 20;

export const readInvoice = (platform: Platform, invoiceNumber: string): Invoice | undefined => {
  const row = platform.db.one(`${invoiceSelect} WHERE i.number = ?`, invoiceNumber);
  return row && invoiceOf(row);
};

const guarded = (platform: Platform, invoiceNumber: string, person: Person): Invoice => {
  const invoice = found(readInvoice(platform, invoiceNumber), 'invoice');
  requireFound(ownsOrTreats(person, invoice), 'invoice');
  return invoice;
};

export const invoiceRouter = Router();

invoiceRouter.get('/', (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  const [column, value] =
    person.role === 'patient'
      ? (['i.patientId', person.patientId ?? ''] as const)
      : (['i.clinicSlug', person.clinicSlug] as const);
  const status = textOf(req.query['status']);
  const where = `WHERE ${column} = ?1 AND (?2 IS NULL OR i.status = ?2)`;
  const total = platform.db.one(`SELECT count(*) AS total FROM invoices i ${where}`, value, status);
  const page = Math.max(1, integerQuery(req.query['page'], 'page', 1));
  const rows = platform.db.all(
    `${invoiceSelect} ${where} ORDER BY i.number LIMIT ${pageRows} OFFSET ?3`,
    value,
    status,
    (page - 1) * pageRows,
  );
  const pages = Math.ceil((total ? number(total, 'total') : 0) / pageRows);
  res.json({ items: rows.map(invoiceOf), page, pages });
});

invoiceRouter.get('/:invoiceNumber', (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  const invoice = found(readInvoice(platform, req.params.invoiceNumber), 'invoice');
  requireFound(platform.rules['bola-invoice-read'](person, invoice), 'invoice');
  res.json(invoice);
});

invoiceRouter.get('/:invoiceNumber/pdf', (req, res) => {
  const person = personOf(res);
  const invoice = guarded(platformOf(req), req.params.invoiceNumber, person);
  const pdf = renderPdf([
    `Invoice ${invoice.number}`,
    `Patient ${invoice.patientId}`,
    `Amount ${(invoice.amountCents / 100).toFixed(2)} EUR, due ${invoice.dueOn}`,
    `Pay to ${invoice.payTo.name}, ${invoice.payTo.iban}`,
  ]);
  res.attachment(`${invoice.number}.pdf`).type('application/pdf').send(Buffer.from(pdf));
});

invoiceRouter.post('/:invoiceNumber/payments', jsonBody, (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  const invoice = guarded(platformOf(req), req.params.invoiceNumber, person);
  const body = fieldsOf(req.body);
  const card = requireText(body, 'cardNumber', 23).replaceAll(' ', '');
  requireText(body, 'expires', 7);
  requireText(body, 'cvc', 4);
  requireText(body, 'holder', 120);
  const amountCents = requireInteger(body, 'amountCents');
  if (!passesLuhn(card)) throw new Refusal(422, 'That is not a card number');
  if (invoice.status === 'paid') throw new Refusal(422, 'The invoice is paid already');
  const owedCents = invoice.amountCents - invoice.discountCents;
  if (amountCents < 0 || !platform.rules['payment-amount-trusted'](amountCents, owedCents))
    throw new Refusal(422, `${owedCents} cents are owed`);
  const payment = {
    id: `pay_${platform.random.letters(10)}`,
    invoiceNumber: invoice.number,
    amountCents,
    cardLast4: card.slice(-4),
    status: 'settled',
    paidAt: nowText(platform),
  };
  platform.db.insert('payments', payment);
  platform.db.run("UPDATE invoices SET status = 'paid' WHERE number = ?", invoice.number);
  audit(platform, person, 'invoice.pay', invoice.number, addressOf(req));
  res.status(201).json(payment);
});

invoiceRouter.post('/:invoiceNumber/voucher', jsonBody, (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  const invoice = guarded(platformOf(req), req.params.invoiceNumber, person);
  const code = requireText(fieldsOf(req.body), 'code', 40);
  if (invoice.status === 'paid') throw new Refusal(422, 'The invoice is paid already');
  const guesser = `voucher of ${person.userId}`;
  if (platform.failures.count(guesser) >= wrongVouchersPerMinuteMax)
    throw new Refusal(429, 'Too many wrong vouchers: wait a minute');
  const worthCents = platform.rules['voucher-reuse'](platform.db, code, today(platform), invoice.patientId);
  if (worthCents === 0) {
    platform.failures.add(guesser);
    throw new Refusal(422, 'The voucher is unknown, out of date or spent');
  }
  platform.db.run(
    'UPDATE invoices SET discountCents = min(amountCents, discountCents + ?) WHERE number = ?',
    worthCents,
    invoice.number,
  );
  res.json(found(readInvoice(platform, invoice.number), 'invoice'));
});
