/** Examples of Nest applications. */
import type { FrameworkExample } from '../framework.ts';

/** The examples. */
export const nestExamples: readonly FrameworkExample[] = [
  {
    title: 'modules, global prefix, versions in the path, a global guard that @Public opens, DTO classes',
    files: {
      'src/main.ts': `
import { NestFactory } from '@nestjs/core';
import { ValidationPipe, VersioningType } from '@nestjs/common';
import { AppModule } from './app.module';
async function bootstrap() {
  const app = await NestFactory.create<NestExpressApplication>(AppModule, { cors: true });
  app.useGlobalPipes(new ValidationPipe());
  app.setGlobalPrefix('api', { exclude: ['health'] });
  app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' });
  await app.listen(3000);
}
bootstrap();
`,
      'src/app.module.ts': `
import { Module, forwardRef } from '@nestjs/common';
import { APP_GUARD, RouterModule } from '@nestjs/core';
import { UsersModule } from './users/users.module';
import { AdminModule } from './admin';
import { JwtAuthGuard } from './auth/jwt-auth.guard';
import { HealthController } from './health';
@Module({
  imports: [forwardRef(() => UsersModule), AdminModule, RouterModule.register([{ path: 'admin', module: AdminModule }])],
  controllers: [HealthController],
  providers: [{ provide: APP_GUARD, useClass: JwtAuthGuard }],
})
export class AppModule {}
`,
      'src/health.ts': `
import { Controller, Get, VERSION_NEUTRAL } from '@nestjs/common';
import { Public } from './auth/public';
@Public()
@Controller({ path: 'health', version: VERSION_NEUTRAL })
export class HealthController {
  @Get() check() { return 'ok'; }
}
`,
      'src/auth/public.ts': `
import { SetMetadata } from '@nestjs/common';
export const IS_PUBLIC_KEY = 'isPublic';
export const Public = () => SetMetadata(IS_PUBLIC_KEY, true);
`,
      'src/auth/jwt-auth.guard.ts': `
import { Injectable } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
@Injectable()
export class JwtAuthGuard extends AuthGuard('jwt') {}
`,
      'src/users/users.module.ts': `
import { Module } from '@nestjs/common';
import { UsersController } from './users.controller';
@Module({ controllers: [UsersController] })
export class UsersModule {}
`,
      'src/users/base.controller.ts': `
import { Delete, Param, ParseIntPipe } from '@nestjs/common';
export abstract class BaseController {
  /** Removes one. */
  @Delete(':id')
  remove(@Param('id', ParseIntPipe) id: number) { return id; }
}
`,
      'src/users/dto.ts': `
import { PartialType } from '@nestjs/mapped-types';
import { IsEmail, IsInt, IsOptional, IsString } from 'class-validator';
export class CreateUserDto {
  @IsEmail() email: string;
  @IsString() readonly name: string;
  @IsOptional() @IsInt() age?: number;
}
export class UpdateUserDto extends PartialType(CreateUserDto) { active: boolean; }
`,
      'src/users/users.controller.ts': `
import { Body, Controller, Get, Headers, Param, Patch, Post, Query, Req, Version } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { BaseController } from './base.controller';
import { CreateUserDto, UpdateUserDto } from './dto';
import { Public } from '../auth/public';
@ApiTags('users')
@Controller('users')
export class UsersController extends BaseController {
  constructor(private readonly users: UsersService) { super(); }
  @ApiOperation({ summary: 'All users' })
  @Get()
  list(@Query('page') page: number, @Query('q') q?: string) { return this.users.get('/not-a-route'); }
  @Public()
  @Post()
  create(@Body() dto: CreateUserDto, @Headers('x-tenant') tenant: string) {}
  @Version('2')
  @Patch(':userId')
  update(@Param('userId') id: string, @Body() dto: UpdateUserDto, @Req() req) { return req.cookies.theme; }
}
`,
      'src/admin.ts': `
import { Controller, Get, Module, UseGuards, applyDecorators } from '@nestjs/common';
const Admin = (path: string) => applyDecorators(Get(path), UseGuards(AdminGuard));
class AdminGuard { canActivate(context) { throw new ForbiddenException(); } }
@Controller(['stats', 'numbers'])
class StatsController { @Admin('daily') daily() {} }
@Module({ controllers: [StatsController] })
export class AdminModule {}
`,
      'src/left.controller.ts': `
import { Controller, Get } from '@nestjs/common';
@Controller('left')
export class LeftController { @Get('behind') behind() {} }
`,
    },
    routes: [
      {
        route: 'GET /health',
        auth: 'none',
        file: 'src/health.ts',
        line: 7,
        handler: 'HealthController.check',
      },
      {
        route: 'GET /api/v1/users',
        params: ['query page: number', 'query q: string'],
        auth: 'required bearer',
        purpose: 'All users',
      },
      {
        route: 'POST /api/v1/users',
        params: ['body email: string:email', 'body name: string', 'body age: integer', 'header x-tenant'],
        auth: 'none',
      },
      {
        route: 'PATCH /api/v2/users/{userId}',
        params: [
          'path userId',
          'body email',
          'body name',
          'body age',
          'body active: boolean',
          'cookie theme',
        ],
        auth: 'required bearer',
      },
      {
        route: 'DELETE /api/v1/users/{id}',
        params: ['path id: integer'],
        purpose: 'Removes one.',
        file: 'src/users/base.controller.ts',
        line: 6,
        mounted: true,
      },
      { route: 'GET /api/v1/admin/stats/daily', auth: 'required bearer' },
      { route: 'GET /api/v1/admin/numbers/daily' },
      { route: 'GET /api/v1/left/behind', mounted: false },
    ],
  },
  {
    title: 'middleware of modules, dynamic modules, constants in paths, uploads',
    files: {
      'src/main.ts': `
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';
NestFactory.create(AppModule.forRoot({ files: true })).then(async (app) => { await app.listen(1); });
`,
      'src/app.module.ts': `
import { DynamicModule, MiddlewareConsumer, Module, NestModule, RequestMethod } from '@nestjs/common';
import { ArticleController } from './article.controller';
import { FilesController } from './files.controller';
import { AuthMiddleware } from './auth.middleware';
@Module({ controllers: [ArticleController] })
export class AppModule implements NestModule {
  static forRoot(options): DynamicModule {
    return { module: AppModule, controllers: [...(options.files ? [FilesController] : [])] };
  }
  configure(consumer: MiddlewareConsumer) {
    consumer
      .apply(AuthMiddleware)
      .forRoutes({ path: 'articles', method: RequestMethod.POST }, { path: 'articles/:slug', method: RequestMethod.DELETE });
  }
}
`,
      'src/auth.middleware.ts': `
import { HttpException, HttpStatus } from '@nestjs/common';
export class AuthMiddleware {
  async use(req, res, next) {
    if (!req.headers.authorization) throw new HttpException('Not authorized.', HttpStatus.UNAUTHORIZED);
    next();
  }
}
`,
      'src/paths.ts': `export const PATHS = { articles: 'articles', one: ':slug' } as const;`,
      'src/article.controller.ts': `
import { Controller, Delete, Get, Post } from '@nestjs/common';
import { PATHS } from './paths';
@Controller(PATHS.articles)
export class ArticleController {
  @Get() all() {}
  @Post() add() {}
  @Delete(PATHS.one) remove() {}
}
`,
      'src/files.controller.ts': `
import { Controller, Post, UploadedFile, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
@Controller()
export class FilesController {
  @Post('upload')
  @UseInterceptors(FileInterceptor('document'))
  upload(@UploadedFile() file: Express.Multer.File) {}
}
`,
    },
    routes: [
      { route: 'GET /articles', auth: 'unknown' },
      { route: 'POST /articles', auth: 'required bearer' },
      { route: 'DELETE /articles/{slug}', auth: 'required bearer' },
      { route: 'POST /upload', params: ['form document: file'] },
    ],
  },
];
