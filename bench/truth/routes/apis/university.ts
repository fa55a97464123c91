import { digits, oneOf, serial } from '../../ids.ts';
import { DIGITS, type Random } from '../../random.ts';
import { FAMILY, GIVEN, NOUNS } from '../../words.ts';
import type { ApiSpec } from '../api.ts';

const course = (r: Random) =>
  `${r.pick(['CS', 'MATH', 'PHYS', 'ECON', 'HIST', 'BIO', 'LAW'])}-${r.int(100, 599)}${r.chance(0.2) ? r.pick(['A', 'B', 'L']) : ''}`;

export const university: ApiSpec = {
  id: 'university',
  title: 'University: course codes, terms, departments, rooms',
  host: 'campus.northfield.example',
  requests: 1200,
  actors: [
    { kind: 'cookie', count: 40, share: 8 },
    { kind: 'jwt', count: 4, share: 2 },
    { kind: 'none', count: 8, share: 1.5 },
  ],
  params: {
    course: { make: course, size: 70, skew: 0.9 },
    term: { make: (r) => `${r.int(2023, 2026)}-${r.pick(['spring', 'fall', 'summer'])}`, size: 9, skew: 1.2 },
    faculty: {
      make: oneOf(['science', 'arts', 'law', 'medicine', 'engineering', 'business']),
      size: 6,
      skew: 0.6,
    },
    department: {
      make: oneOf(['mathematics', 'computer-science', 'physics', 'history', 'economics', 'biology']),
      size: 6,
      skew: 0.5,
    },
    student: { make: (r) => `s${r.text(DIGITS, 7)}`, size: 80 },
    staff: {
      make: (r) =>
        `${r.pick(GIVEN).slice(0, 1)}${r.pick(FAMILY)}`
          .normalize('NFD')
          .replace(/[^A-Za-z]/g, '')
          .toLowerCase(),
      size: 30,
      skew: 0.8,
    },
    building: { make: oneOf(['main', 'library', 'annex', 'lab-a', 'lab-b', 'hall']), size: 6 },
    room: { make: (r) => `${r.int(0, 4)}.${r.int(10, 40)}`, size: 30 },
    assignment: { make: serial(1, 1), size: 12 },
    thesis: { make: (r) => `10.5555/nf.${r.text(DIGITS, 5)}`, size: 30 },
    isbn: { make: (r) => `978${r.text(DIGITS, 10)}`, size: 50 },
    group: { make: (r) => `${r.pick(['A', 'B', 'C'])}${r.int(1, 4)}`, size: 10 },
    app: { make: digits(9), size: 30 },
  },
  entities: {
    course: (r, id) => ({
      code: id,
      title: `Introduction to ${r.pick(NOUNS)}`,
      ects: r.pick([3, 5, 6, 9]),
      lecturer: r.pick(FAMILY),
      ...(r.chance(0.3) ? { prerequisites: [course(r)] } : {}),
    }),
    student: (r, id) => ({
      matriculation: id,
      given: r.pick(GIVEN),
      family: r.pick(FAMILY),
      semester: r.int(1, 10),
      programme: 'BSc',
    }),
    grade: (r) => ({ course: course(r), grade: r.pick(['1.0', '1.7', '2.3', '3.0', 'B+']), ects: 5 }),
    department: (r, id) => ({ name: id, head: r.pick(FAMILY), courses: r.int(5, 60) }),
    staff: (r, id) => ({
      handle: id,
      name: r.pick(FAMILY),
      office: '2.14',
      phone: `+44 113 496 0${r.int(100, 999)}`,
    }),
    room: (r, id) => ({ number: id, seats: r.int(10, 300), bookings: [] }),
    assignment: (r, id) => ({ number: id, due: '2026-06-01', points: r.int(5, 100) }),
    submission: (r) => ({ id: r.int(1, 9999), late: r.chance(0.1), plagiarism: r.next() }),
    timetable: (r) => ({ slots: [{ day: 'Mon', from: '10:00', course: course(r) }] }),
    book: (r, id) => ({ isbn: id, title: `The ${r.pick(NOUNS)}`, copies: r.int(0, 9) }),
    term: (_r, id) => ({ term: id, starts: '2026-04-01', ends: '2026-07-31' }),
    application: (r, id) => ({ application: id, state: r.pick(['open', 'accepted']) }),
    thesis: (r, id) => ({ doi: id, title: `On ${r.pick(NOUNS)}`, year: 2025 }),
  },
  page: (items) => ({ _embedded: { items }, _links: { self: { href: '/' } } }),
  routes: [
    ['GET /api/terms/current', 30, 'term', { open: true }],
    ['GET /api/terms/{term}', 16, 'term', { open: true }],
    ['GET /api/terms/{term}/courses', 40, '[course]', { open: true }],
    ['GET /api/terms/{term}/courses/{course}', 90, 'course', { open: true }],
    ['POST /api/terms/{term}/courses/{course}/enrolment', 16, '-'],
    ['DELETE /api/terms/{term}/courses/{course}/enrolment', 6, '-'],
    ['GET /api/terms/{term}/courses/{course}/groups/{group}', 16, 'timetable'],
    ['GET /api/terms/{term}/courses/{course}/assignments', 30, '[assignment]'],
    ['GET /api/terms/{term}/courses/{course}/assignments/{assignment}', 40, 'assignment'],
    ['POST /api/terms/{term}/courses/{course}/assignments/{assignment}/submissions', 20, 'submission'],
    ['GET /api/courses/{course}', 50, 'course', { open: true }],
    ['GET /api/courses/search', 26, '[course]', { open: true, query: (r) => ({ q: r.pick(NOUNS) }) }],
    ['GET /api/students/me', 50, 'student'],
    ['GET /api/students/me/grades', 40, '[grade]'],
    ['GET /api/students/me/timetable', 40, 'timetable'],
    ['GET /api/students/{student}', 26, 'student'],
    ['GET /api/students/{student}/grades', 16, '[grade]'],
    ['PUT /api/students/{student}/grades/{course}', 8, 'grade'],
    ['GET /api/faculties/{faculty}', 20, 'department', { open: true }],
    ['GET /api/faculties/{faculty}/departments/{department}', 30, 'department', { open: true }],
    ['GET /api/staff/{staff}', 26, 'staff', { open: true }],
    ['GET /api/rooms/{building}/{room}', 26, 'room'],
    ['GET /api/library/books/{isbn}', 36, 'book', { open: true }],
    ['POST /api/library/books/{isbn}/loans', 9, '-'],
    [
      'GET /api/library/theses/{thesis+}',
      14,
      'thesis',
      {
        open: true,
        accepts: ['GET /api/library/theses/{prefix}/{suffix}', 'GET /api/library/theses/10.5555/{suffix}'],
      },
    ],
    ['GET /api/admissions/{app}', 12, 'application'],
    ['PATCH /api/admissions/{app}', 5, 'application'],
  ],
};
