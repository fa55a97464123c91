/** Django and DRF as they are written: apps that include each other, class-based views, routers, settings with defaults. */
import type { FrameworkExample } from '../framework.ts';

export const examples: readonly FrameworkExample[] = [
  {
    title: 'URL configurations of several apps, function and class-based views',
    files: {
      'manage.py': 'import os\n',
      'site/settings/base.py': `
ROOT_URLCONF = "site.urls"
MIDDLEWARE = ["django.contrib.auth.middleware.AuthenticationMiddleware"]
`,
      'site/urls.py': `
from django.conf import settings
from django.conf.urls.static import static
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path
from django.views.generic import TemplateView
from blog import views as blog_views

extra = [
    path("<slug:slug>/", blog_views.detail),
]

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", blog_views.index, name="index"),
    path("blog/", include("blog.urls", namespace="blog")),
    path("posts/", include((extra, "posts"))),
    re_path(r"^archive/(?P<year>[0-9]{4})(?:/(?P<month>\\d+))?/$", blog_views.archive),
    path("accounts/", include("allauth.urls")),
    # path("old/", blog_views.old),
] + static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)

urlpatterns += i18n_patterns(path("about/", TemplateView.as_view(template_name="about.html")), prefix_default_language=False)

if settings.DEBUG:
    import debug_toolbar
    urlpatterns = [path("__debug__/", include(debug_toolbar.urls))] + urlpatterns
`,
      'blog/__init__.py': '',
      'blog/urls.py': `
from django.contrib.auth.decorators import login_required
from django.urls import path
from . import views

app_name = "blog"
urlpatterns = [
    path("new/", login_required(views.PostCreate.as_view()), name="new"),
    path("<int:pk>/edit/", views.PostEdit.as_view()),
    path("<int:pk>/", views.PostView.as_view()),
    path("search", views.search),
    path("like/<uuid:post_id>/", views.like),
    path("feed/<path:rest>", views.feed),
]
`,
      'blog/unused_urls.py': `
from django.urls import path
from .views import search
urlpatterns = [path("never/", search)]
`,
      'blog/forms.py': `
from django import forms
class PostForm(forms.ModelForm):
    extra = forms.IntegerField(required=False)
    class Meta:
        model = None
        fields = ["title"]
`,
      'blog/views.py': `
import json
from django.contrib.auth.mixins import LoginRequiredMixin, PermissionRequiredMixin
from django.contrib.auth.decorators import login_required, permission_required
from django.http import JsonResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import CreateView, UpdateView
from .forms import PostForm

def index(request):
    """The start page."""
    return JsonResponse({"q": request.GET.get("q"), "agent": request.META.get("HTTP_USER_AGENT")})

def detail(request, slug): ...
def archive(request, year, month=None): ...

class PostCreate(CreateView):
    form_class = PostForm

class PostEdit(LoginRequiredMixin, PermissionRequiredMixin, UpdateView):
    permission_required = "blog.change_post"
    http_method_names = ["post"]

@method_decorator(login_required, name="dispatch")
class PostView(View):
    def get(self, request, pk): ...
    def delete(self, request, pk): ...

@require_http_methods(["GET", "POST"])
def search(request):
    data = json.loads(request.body)
    return data["term"], request.POST["kind"]

@login_required
@require_POST
@permission_required("blog.like")
def like(request, post_id): ...

def feed(request, rest): ...
`,
    },
    unresolved: ['allauth.urls'],
    routes: [
      {
        route: 'ANY /',
        handler: 'index',
        params: ['query q', 'header user-agent'],
        purpose: 'The start page',
        auth: 'unknown',
      },
      { route: 'GET /blog/new', auth: 'required session', handler: 'PostCreate' },
      { route: 'POST /blog/new', params: ['form extra: integer', 'form title'], auth: 'required session' },
      { route: 'POST /blog/{pk}/edit', params: ['path pk: integer'], auth: 'required session' },
      {
        route: 'GET /blog/{pk}',
        auth: 'required session',
        file: 'blog/views.py',
        line: 28,
        handler: 'PostView.get',
      },
      { route: 'DELETE /blog/{pk}', auth: 'required session' },
      { route: 'GET /blog/search', params: [] },
      { route: 'POST /blog/search', params: ['body term', 'form kind'] },
      { route: 'POST /blog/like/{post_id}', params: ['path post_id: string:uuid'], auth: 'required session' },
      { route: 'ANY /blog/feed/{rest*}' },
      { route: 'ANY /posts/{slug}' },
      { route: 'ANY /archive/{year}/{month}', params: ['path year: integer', 'path month: integer'] },
      { route: 'ANY /archive/{year}', params: ['path year: integer'] },
      { route: 'GET /about' },
      { route: 'GET /never', mounted: false },
      { route: 'POST /never', mounted: false },
    ],
  },
  {
    title: 'viewsets, nested routers, permissions, serializers',
    files: {
      'config/settings.py': `
ROOT_URLCONF = "config.urls"
REST_FRAMEWORK = {
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_AUTHENTICATION_CLASSES": ("rest_framework_simplejwt.authentication.JWTAuthentication",),
}
`,
      'config/urls.py': `
from django.urls import path, include
from config import api_router
from shop.api import views
from rest_framework_simplejwt.views import TokenObtainPairView

urlpatterns = [
    path("api/", include("config.api_router")),
    path("auth/token/", TokenObtainPairView.as_view()),
    path("api/health/", views.health),
    path("api/reports/", views.ReportList.as_view()),
    path("api/reports/<int:pk>/", views.ReportDetail.as_view()),
    path("api/manual/", views.OrderViewSet.as_view({"get": "list", "post": "create"})),
]
`,
      'config/api_router.py': `
from django.conf import settings
from rest_framework.routers import DefaultRouter, SimpleRouter
from rest_framework_nested import routers
from shop.api.views import OrderViewSet, ItemViewSet, TagViewSet

router = DefaultRouter() if settings.DEBUG else SimpleRouter()
router.register("orders", OrderViewSet)
router.register(r"tags", TagViewSet, basename="tag")
items = routers.NestedSimpleRouter(router, r"orders", lookup="order")
items.register(r"items", ItemViewSet, basename="order-items")

urlpatterns = router.urls + items.urls
`,
      'shop/models.py': `
from django.db import models
class Order(models.Model):
    number = models.CharField(max_length=10)
    total = models.DecimalField(blank=True)
    created = models.DateTimeField(auto_now_add=True)
`,
      'shop/api/serializers.py': `
from rest_framework import serializers
from shop.models import Order
class OrderSerializer(serializers.ModelSerializer):
    note = serializers.CharField(required=False)
    state = serializers.CharField(read_only=True)
    class Meta:
        model = Order
        fields = ["id", "number", "total", "created", "note", "state"]
class RefundSerializer(serializers.Serializer):
    amount = serializers.DecimalField(max_digits=5, decimal_places=2)
`,
      'shop/api/views.py': `
from rest_framework import generics, mixins, permissions, status, viewsets
from rest_framework.decorators import action, api_view, permission_classes
from rest_framework.permissions import AllowAny, IsAuthenticatedOrReadOnly, IsAdminUser
from .serializers import OrderSerializer, RefundSerializer

class OrderViewSet(viewsets.ModelViewSet):
    """Orders of a shop."""
    serializer_class = OrderSerializer
    lookup_field = "number"
    filterset_fields = ["state"]
    search_fields = ["number"]

    def get_serializer_class(self):
        if self.action == "refund":
            return RefundSerializer
        return OrderSerializer

    @action(detail=True, methods=["post"], url_path="refund-all", permission_classes=[IsAdminUser])
    def refund(self, request, number=None):
        """Gives money back."""
        serializer = self.get_serializer(data=request.data)

    @refund.mapping.delete
    def cancel_refund(self, request, number=None): ...

    @action(detail=False)
    def recent(self, request): ...

class ItemViewSet(mixins.CreateModelMixin, mixins.DestroyModelMixin, viewsets.GenericViewSet):
    permission_classes = [IsAuthenticatedOrReadOnly]

class TagViewSet(viewsets.ReadOnlyModelViewSet):
    permission_classes = (AllowAny,)

class ReportList(generics.ListAPIView):
    permission_classes = []

class ReportDetail(generics.RetrieveDestroyAPIView):
    http_method_names = ["get"]

@api_view(["GET", "POST"])
@permission_classes([AllowAny])
def health(request):
    return request.query_params.get("deep"), request.data.get("x")
`,
    },
    routes: [
      {
        route: 'GET /api/orders',
        auth: 'required bearer',
        params: ['query state', 'query search'],
        handler: 'OrderViewSet.list',
      },
      {
        route: 'POST /api/orders',
        params: ['body number: string', 'body total: number', 'body note: string'],
        purpose: 'Orders of a shop',
      },
      { route: 'GET /api/orders/{number}', params: ['path number'] },
      { route: 'PUT /api/orders/{number}' },
      { route: 'PATCH /api/orders/{number}' },
      { route: 'DELETE /api/orders/{number}' },
      {
        route: 'POST /api/orders/{number}/refund-all',
        auth: 'required bearer',
        params: ['path number', 'body amount: number'],
        purpose: 'Gives money back',
      },
      { route: 'DELETE /api/orders/{number}/refund-all' },
      { route: 'GET /api/orders/recent' },
      { route: 'POST /api/orders/{order_number}/items', auth: 'required bearer' },
      { route: 'DELETE /api/orders/{order_number}/items/{pk}' },
      { route: 'GET /api/tags', auth: 'none' },
      { route: 'GET /api/tags/{pk}', auth: 'none' },
      { route: 'POST /auth/token' },
      { route: 'GET /api/health', auth: 'none', params: ['query deep'] },
      { route: 'POST /api/health', params: ['query deep', 'body x'] },
      { route: 'GET /api/reports', auth: 'none' },
      { route: 'GET /api/reports/{pk}', auth: 'required bearer' },
      { route: 'GET /api/manual', auth: 'required bearer' },
      { route: 'POST /api/manual' },
    ],
  },
];
