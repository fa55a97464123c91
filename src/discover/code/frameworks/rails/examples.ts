/** Rails applications as people write them, and what they serve. */
import type { FrameworkExample } from '../framework.ts';

/** The examples. */
export const examples: readonly FrameworkExample[] = [
  {
    title: 'resources, members, nesting and strong parameters',
    files: {
      'config/application.rb': `
module Shop
  class Application < Rails::Application
  end
end`,
      'config/routes.rb': `
Rails.application.routes.draw do
  root "home#index"
  # get "/old", to: "home#old"
  resources :users, only: %i[index show update] do
    member { post :lock }
    collection do
      get :search
      delete :destroy
    end
    resources :posts, only: [:create], path: "articles"
    get :stats
  end
  resource :profile, only: [:show]
  match "/ping" => "home#ping", via: [:get, :post]
  get "docs(/:page)", to: "docs#show"
  get "files/*path", to: "files#show"
  get "/gone", to: redirect("/")
end`,
      'app/controllers/application_controller.rb': `
class ApplicationController < ActionController::Base
  before_action :authenticate_user!
end`,
      'app/controllers/users_controller.rb': `
class UsersController < ApplicationController
  skip_before_action :authenticate_user!, only: [:index]

  # Lists users.
  def index
    User.where(name: params[:q]).page(params.fetch(:page, 1))
  end

  def show; end

  def update
    @user.update!(user_params)
  end

  def lock; end
  def search; end
  def destroy; end
  def stats; end

  private

  def user_params
    params.require(:user).permit(:name, :email, tags: [])
  end
end`,
      'app/controllers/home_controller.rb': `
class HomeController < ApplicationController
  def index; end
  def ping
    request.headers["X-Probe"]
    HTTP.get("/elsewhere")
  end
end`,
      'app/controllers/posts_controller.rb': `
class PostsController < ApplicationController
  def create; end
end`,
      'app/controllers/profiles_controller.rb': `
class ProfilesController < ApplicationController
  def show; end
end`,
      'app/controllers/docs_controller.rb': `class DocsController < ApplicationController
  def show; end
end`,
      'app/views/files/show.html.erb': 'x',
    },
    routes: [
      { route: 'GET /', handler: 'home#index' },
      {
        route: 'GET /users',
        params: ['query q', 'query page'],
        purpose: 'Lists users.',
        auth: 'unknown',
        file: 'app/controllers/users_controller.rb',
        line: 6,
      },
      { route: 'GET /users/{id}', auth: 'required session' },
      { route: 'PATCH /users/{id}', params: ['path id', 'body name', 'body email', 'body tags: array'] },
      { route: 'PUT /users/{id}' },
      { route: 'POST /users/{id}/lock' },
      { route: 'GET /users/search' },
      { route: 'DELETE /users' },
      { route: 'POST /users/{user_id}/articles', handler: 'posts#create' },
      { route: 'GET /users/{user_id}/stats' },
      { route: 'GET /profile', handler: 'profiles#show' },
      { route: 'GET /ping', params: ['header X-Probe'] },
      { route: 'POST /ping' },
      { route: 'GET /docs/{page}' },
      { route: 'GET /docs' },
      { route: 'GET /files/{path*}' },
      { route: 'GET /gone', handler: 'redirect' },
    ],
    unresolved: ['files'],
  },
  {
    title: 'namespaces, scopes, concerns, shallow resources and drawn files',
    files: {
      'config/routes.rb': `
Rails.application.routes.draw do
  concern :commentable do
    resources :comments, only: :index
  end
  namespace :api, defaults: { format: :json } do
    namespace :v1 do
      resources :orders, only: :show, param: :number, concerns: :commentable
      scope module: :open, path: "public" do
        get "status"
      end
    end
  end
  resources :books, shallow: true, only: [:index] do
    resources :pages, only: %i[index show]
  end
  %w[alpha beta].each do |name|
    get "plans/#{name}", controller: :plans, action: name
  end
  scope "(:locale)", constraints: { id: /\\d+/ } do
    with_options only: [:show] do |set|
      set.resources :cities
    end
  end
  authenticate :user do
    get "me" => "me#show"
  end
  draw :admin
  mount Sidekiq::Web => "/sidekiq"
  mount Blog::Engine, at: "/blog"
end`,
      'config/routes/admin.rb': `
namespace :admin do
  resources :widgets, only: :index
end`,
      'app/controllers/api/v1/orders_controller.rb': `
module API
  module V1
    class OrdersController < ::ApplicationController
      def show; end
    end
  end
end`,
      'lib/blog/engine.rb': `
module Blog
  class Engine < ::Rails::Engine
    isolate_namespace Blog
  end
end`,
      'blog/config/routes.rb': `
Blog::Engine.routes.draw do
  resources :posts, only: :index
end`,
      'app/controllers/blog/posts_controller.rb': `
module Blog
  class PostsController < ApplicationController
    def index; end
  end
end`,
    },
    routes: [
      { route: 'GET /api/v1/orders/{number}', file: 'app/controllers/api/v1/orders_controller.rb' },
      { route: 'GET /api/v1/orders/{order_number}/comments', handler: 'api/v1/comments#index' },
      { route: 'GET /api/v1/public/status' },
      { route: 'GET /books' },
      { route: 'GET /books/{book_id}/pages' },
      { route: 'GET /pages/{id}' },
      { route: 'GET /plans/alpha', handler: 'plans#alpha' },
      { route: 'GET /plans/beta' },
      { route: 'GET /{locale}/cities/{id}', params: ['path locale', 'path id: integer'] },
      { route: 'GET /cities/{id}' },
      { route: 'GET /me', auth: 'required session' },
      { route: 'GET /admin/widgets' },
      { route: 'GET /blog/posts', file: 'app/controllers/blog/posts_controller.rb' },
    ],
    unresolved: ['Sidekiq::Web'],
  },
  {
    title: 'Devise and an API without forms',
    files: {
      'config/application.rb': `
module App
  class Application < Rails::Application
    config.api_only = true
  end
end`,
      'config/routes.rb': `
App::Application.routes.draw do
  devise_for :users, path: "auth", controllers: { sessions: "users/sessions" }
  resources :items
end`,
      'app/models/user.rb': `
class User < ApplicationRecord
  devise :database_authenticatable,
         :confirmable
end`,
      'app/controllers/users/sessions_controller.rb': `
class Users::SessionsController < Devise::SessionsController
  def create; end
end`,
    },
    routes: [
      { route: 'GET /auth/sign_in' },
      { route: 'POST /auth/sign_in', file: 'app/controllers/users/sessions_controller.rb', line: 3 },
      { route: 'DELETE /auth/sign_out' },
      { route: 'GET /auth/confirmation/new' },
      { route: 'GET /auth/confirmation' },
      { route: 'POST /auth/confirmation' },
      { route: 'GET /items' },
      { route: 'POST /items' },
      { route: 'GET /items/{id}' },
      { route: 'PATCH /items/{id}' },
      { route: 'PUT /items/{id}' },
      { route: 'DELETE /items/{id}' },
    ],
  },
];
